package dev.parley.store.s3;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.BackupTargetFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A prefix of its own in the bucket of a server. */
final class S3Place implements BackupTargetFactory.Place {

    private static final int PAGE = 5;

    private final TestS3 server;
    private final S3Config config;
    private final List<String> litter = new ArrayList<>();

    S3Place(TestS3 server) {
        this.server = server;
        this.config = server.config().withPrefix("test/" + UUID.randomUUID() + "/");
    }

    S3Config config() {
        return config;
    }

    @Override
    public BackupTarget open() {
        return S3BackupTarget.over(server.client(), config, PAGE, System::nanoTime);
    }

    @Override
    public void dieWriting(BackupId id, byte[] written) {
        try {
            BackupTarget.Writer writer = open().begin(id, Deadline.after(Duration.ofSeconds(30)));
            writer.out().write(written);
            writer.out().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.store().age(names("claims/"));
    }

    List<String> names(String folder) {
        return server
                .client()
                .listObjectsV2Paginator(list -> list.bucket(TestS3.BUCKET).prefix(config.prefix() + folder))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    @Override
    public boolean damage(BackupId id) {
        server.store().damage(config.prefix() + S3Keys.archive(id));
        return true;
    }

    @Override
    public boolean cutListings() {
        server.store().cutListings(config.prefix() + S3Keys.BACKUPS);
        return true;
    }

    @Override
    public List<BackupId> litter() {
        BackupId id = BackupId.of(Instant.parse("2026-06-01T00:00:00Z"), new Random(1));
        for (String name : List.of(
                "backups/" + id,
                "backups/" + id + ".archive.tmp",
                "backups/" + id + ".ARCHIVE",
                "backups/" + id + ".entry",
                "backups/" + id + ".verified",
                "backups/x/" + id + ".archive",
                "backups/20261332T000000Z-00000000.archive",
                "backups/a b&<c>+%41\u00e9",
                "backup/" + id + ".archive",
                "notes/b.txt",
                "notes/B",
                "notes/x/b",
                "claims/" + id,
                "claims/" + id + ".0000")) {
            litter.add(config.prefix() + name);
            put(name, "a stranger");
        }
        return List.of(id);
    }

    void put(String name, String content) {
        server.client()
                .putObject(
                        put -> put.bucket(TestS3.BUCKET).key(config.prefix() + name), RequestBody.fromString(content));
    }

    @Override
    public List<String> strangers() {
        return litter.stream()
                .filter(key -> server.client()
                        .getObjectAsBytes(get -> get.bucket(TestS3.BUCKET).key(key))
                        .asUtf8String()
                        .equals("a stranger"))
                .toList();
    }

    @Override
    public void close() {
        // The server keeps all in memory, and every place has a prefix of its own.
    }
}
