package dev.parley.operations.backup;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.backup.BackupTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A process that makes a backup of a folder, or restores one, and says how far it is, until it is killed. */
final class BackupChild {

    private BackupChild() {}

    static Backups backups(Path at, BackupTarget target, String folder, BackupProgress progress) {
        InMemorySecrets secrets = SecretSource.inMemory();
        secrets.put(ArchiveKeys.SECRET, Secret.of("k".repeat(32)));
        return Backups.builder(target)
                .source(new FolderSource("files", at.resolve(folder), InstantSource.system()))
                .secrets(secrets)
                .progress(progress)
                .build();
    }

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        Path at = Path.of(args[1]);
        try (BackupTarget target = new DirectoryTarget(at.resolve("backups"))) {
            switch (args[0]) {
                case "create" ->
                    backups(at, target, "files", progress -> out.println("on")).create();
                case "restore" ->
                    backups(at, target, "restored", progress -> out.println("on"))
                            .restore();
                default -> many(target, Long.parseLong(args[2]));
            }
        }
        out.println("done");
    }

    private static void many(BackupTarget target, long records) {
        Backups backups = Backups.builder(target)
                .source(new Generated(records))
                .allowUnencrypted()
                .build();
        if (!(backups.create() instanceof BackupOutcome.Complete)
                || !(backups.verify() instanceof VerifyOutcome.Verified)) {
            throw new IllegalStateException("Not made, or not verified");
        }
    }

    static Process start(List<String> options, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BackupChild.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static BufferedReader lines(Process child) {
        return new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII));
    }
}
