package dev.parley.operations.backup;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.PartSink;
import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;

/** A source of any number of records of 100 bytes, none of which is kept. */
final class Generated implements BackupSource {

    private static final int LENGTH = 100;

    private final long records;

    Generated(long records) {
        this.records = records;
    }

    @Override
    public String name() {
        return "generated";
    }

    @Override
    public Snapshot snapshot(Deadline deadline) {
        return new Snapshot() {
            @Override
            public SnapshotInfo info() {
                return new SnapshotInfo("generated", 1, "1", "", Instant.EPOCH, records);
            }

            @Override
            public void write(PartSink sink) throws IOException {
                sink.part("records", Generated.this::write);
            }

            @Override
            public void close() {}
        };
    }

    private long write(OutputStream out) throws IOException {
        Random random = new Random(1);
        for (long i = 0; i < records; i++) {
            String line = "%016x%016x%067d\n".formatted(random.nextLong(), random.nextLong(), i);
            out.write(line.getBytes(StandardCharsets.US_ASCII));
        }
        return records;
    }

    @Override
    public RestorePlace place(Deadline deadline) {
        return scratch(deadline);
    }

    @Override
    public RestorePlace scratch(Deadline deadline) {
        return new RestorePlace() {
            @Override
            public void begin(SnapshotInfo info) {}

            @Override
            public long load(String name, InputStream content) throws IOException {
                return content.transferTo(OutputStream.nullOutputStream()) / LENGTH;
            }

            @Override
            public List<String> check() {
                return List.of();
            }

            @Override
            public int erase(BiPredicate<TenantId, UserId> erased) {
                return 0;
            }

            @Override
            public void activate() {}

            @Override
            public void close() {}
        };
    }
}
