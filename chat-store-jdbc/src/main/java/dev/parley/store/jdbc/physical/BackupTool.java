package dev.parley.store.jdbc.physical;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is particular to each tool: how it is called, and how it shows that it made a backup. */
enum BackupTool {
    /** Its output names the label only when the backup is in its repository. */
    PGBACKREST("pgbackrest", "version", Pattern.compile("new backup label = (\\S+)")) {
        @Override
        boolean isSetUp(PhysicalBackupConfig config) {
            return config.stanza().isPresent();
        }

        @Override
        List<String> arguments(PhysicalBackupConfig config, String name) {
            return List.of("--stanza=" + config.stanza().orElseThrow(), "--log-level-console=info", "backup");
        }

        @Override
        Optional<String> label(PhysicalBackupConfig config, String name, String output) {
            return Optional.ofNullable(lastOf(made, output));
        }
    },

    /** The manifest is the last file that it writes. */
    PG_BASEBACKUP("pg_basebackup", "--version", Pattern.compile("base backup completed")) {
        @Override
        boolean isSetUp(PhysicalBackupConfig config) {
            return config.folder().isPresent();
        }

        @Override
        List<String> arguments(PhysicalBackupConfig config, String name) {
            List<String> arguments = new ArrayList<>(List.of(
                    "--pgdata=" + config.folder().orElseThrow().resolve(name),
                    "--format=plain",
                    "--wal-method=stream",
                    "--checkpoint=fast",
                    "--label=" + name,
                    "--no-password",
                    "--verbose"));
            new TreeMap<>(config.connection()).forEach((key, value) -> arguments.add("--" + key + "=" + value));
            return arguments;
        }

        @Override
        Optional<String> label(PhysicalBackupConfig config, String name, String output) {
            Path manifest = config.folder().orElseThrow().resolve(name).resolve("backup_manifest");
            return Files.isRegularFile(manifest) && made.matcher(output).find() ? Optional.of(name) : Optional.empty();
        }
    };

    private static final Pattern VERSION = Pattern.compile("([0-9]+(?:\\.[0-9]+)*[A-Za-z0-9]*)");
    private static final Pattern START = Pattern.compile(
            "(?:log start point: |backup start archive = \\S{1,64}, lsn = )([0-9A-F]{1,8}/[0-9A-F]{1,8})");
    private static final Pattern STOP =
            Pattern.compile("(?:log end point: |backup stop archive = \\S{1,64}, lsn = )([0-9A-F]{1,8}/[0-9A-F]{1,8})");

    final Pattern made;
    private final String program;
    private final String versionArgument;

    BackupTool(String program, String versionArgument, Pattern made) {
        this.program = program;
        this.versionArgument = versionArgument;
        this.made = made;
    }

    abstract boolean isSetUp(PhysicalBackupConfig config);

    abstract List<String> arguments(PhysicalBackupConfig config, String name);

    /** How the backup is called; empty if nothing shows that there is one. */
    abstract Optional<String> label(PhysicalBackupConfig config, String name, String output);

    String program() {
        return program;
    }

    List<String> versionArguments() {
        return List.of(versionArgument);
    }

    static String version(String output) {
        Matcher matcher = VERSION.matcher(output);
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    static @Nullable String startLsn(String output) {
        return lastOf(START, output);
    }

    static @Nullable String stopLsn(String output) {
        return lastOf(STOP, output);
    }

    static @Nullable String lastOf(Pattern pattern, String output) {
        String last = null;
        for (Matcher matcher = pattern.matcher(output); matcher.find(); ) {
            last = matcher.group(1);
        }
        return last;
    }

    /** Looks in the folders of the path, as a shell does, but not in relative ones. */
    Optional<Path> find(PhysicalBackupConfig config) {
        for (String folder : config.environment().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder, program);
            if (candidate.isAbsolute() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
