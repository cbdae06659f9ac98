package dev.parley.operations.backup;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.testkit.ManualClock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** An installation with two sources, chat and files, and a target in memory. For one thread. */
final class Trial {

    static final Instant BEGIN = Instant.parse("2026-03-14T15:09:26Z");

    final ManualClock clock = new ManualClock(BEGIN);
    final InMemorySecrets secrets = SecretSource.inMemory();
    final Tampered target = new Tampered(BackupTarget.inMemory());
    final Lines chat;
    final Lines files;

    Trial() {
        chat = new Lines("chat", clock)
                .with("conversations", texts("ada", 30))
                .with("entries/0001", texts("bob", 1_500))
                .with("entries/0002", texts("ada", 1_000))
                .with("none", List.of());
        files = new Lines("files", clock).with("files/one", texts("bob", 500));
        secrets.put(ArchiveKeys.SECRET, Secret.of("k".repeat(32)));
    }

    static List<String> texts(String user, int count) {
        Random random = new Random(count);
        return IntStream.range(0, count)
                .mapToObj(number -> user + " says " + number + " " + Long.toHexString(random.nextLong()))
                .toList();
    }

    BackupsBuilder builder() {
        return Backups.builder(target)
                .source(chat)
                .source(files)
                .secrets(secrets)
                .clock(clock)
                .random(new Random(7));
    }

    Backups backups() {
        return builder().build();
    }

    Backups unencrypted() {
        return Backups.builder(target)
                .source(chat)
                .source(files)
                .allowUnencrypted()
                .clock(clock)
                .random(new Random(7))
                .build();
    }

    static BackupId complete(Backups backups) {
        return ((BackupOutcome.Complete) backups.create()).id();
    }

    /** Empties the sources, as after a disaster. */
    void lose() {
        chat.present.clear();
        files.present.clear();
    }
}
