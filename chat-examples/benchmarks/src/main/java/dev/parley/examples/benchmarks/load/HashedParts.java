package dev.parley.examples.benchmarks.load;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.PartSink;
import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Passes a source on, and keeps the hash of each part that was last written of it. For one thread. */
final class HashedParts implements BackupSource {

    private final BackupSource source;
    private final Map<String, String> hashes = new TreeMap<>();

    HashedParts(BackupSource source) {
        this.source = source;
    }

    /** {@return what was written, the hash by the name of the part} */
    Map<String, String> hashes() {
        return Map.copyOf(hashes);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Snapshot snapshot(Deadline deadline) {
        hashes.clear();
        return new Hashed(source.snapshot(deadline));
    }

    @Override
    public RestorePlace place(Deadline deadline) {
        return source.place(deadline);
    }

    @Override
    public RestorePlace scratch(Deadline deadline) {
        return source.scratch(deadline);
    }

    private final class Hashed implements Snapshot {

        private final Snapshot snapshot;

        Hashed(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public SnapshotInfo info() {
            return snapshot.info();
        }

        @Override
        public void write(PartSink sink) throws IOException {
            snapshot.write((name, body) -> sink.part(name, out -> {
                MessageDigest digest = sha256();
                long records = body.writeTo(new DigestOutputStream(out, digest));
                hashes.put(name, HexFormat.of().formatHex(digest.digest()));
                return records;
            }));
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
