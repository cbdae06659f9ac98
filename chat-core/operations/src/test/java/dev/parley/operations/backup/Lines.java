package dev.parley.operations.backup;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.PartSink;
import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/** A source in memory: lists of lines, each a part. A line is of the user that its first word names. */
final class Lines implements BackupSource {

    final Map<String, List<String>> present = new TreeMap<>();
    final AtomicInteger placesOpened = new AtomicInteger();
    final List<String> findings = new ArrayList<>();
    private final String name;
    private final InstantSource clock;
    private ErrorCode failure = null;
    private String failingPart = "";

    Lines(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    Lines with(String part, List<String> lines) {
        present.put(part, lines);
        return this;
    }

    /** From now on snapshots fail when they come to a part; to none when it is empty. */
    void failAt(ErrorCode code, String part) {
        failure = code;
        failingPart = part;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Snapshot snapshot(Deadline deadline) {
        if (failure != null && failingPart.isEmpty()) {
            throw ChatException.fault(failure, "No snapshot", null);
        }
        Map<String, List<String>> taken = new TreeMap<>(present);
        long records = taken.values().stream().mapToLong(List::size).sum();
        SnapshotInfo info = new SnapshotInfo("lines", 1, "1", "here", clock.instant(), records);
        return new Snapshot() {
            @Override
            public SnapshotInfo info() {
                return info;
            }

            @Override
            public void write(PartSink sink) throws IOException {
                for (Map.Entry<String, List<String>> part : taken.entrySet()) {
                    sink.part(part.getKey(), out -> writePart(part.getKey(), part.getValue(), out));
                }
            }

            @Override
            public void close() {}
        };
    }

    private long writePart(String part, List<String> lines, OutputStream out) throws IOException {
        for (String line : lines) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (failure != null && part.equals(failingPart)) {
            throw ChatException.fault(failure, "No more", null);
        }
        return lines.size();
    }

    @Override
    public RestorePlace place(Deadline deadline) {
        placesOpened.incrementAndGet();
        if (!present.isEmpty()) {
            throw ChatException.fault(ErrorCode.RESTORE_NOT_EMPTY, name + " is not empty", null);
        }
        return new Place(false);
    }

    @Override
    public RestorePlace scratch(Deadline deadline) {
        placesOpened.incrementAndGet();
        return new Place(true);
    }

    private final class Place implements RestorePlace {

        private final Map<String, List<String>> loaded = new LinkedHashMap<>();
        private final boolean scratch;

        Place(boolean scratch) {
            this.scratch = scratch;
        }

        @Override
        public void begin(SnapshotInfo info) {
            if (!info.format().equals("lines") || info.formatVersion() != 1) {
                throw ChatException.fault(ErrorCode.BACKUP_UNREADABLE, "Not lines", null);
            }
        }

        @Override
        public long load(String part, InputStream content) throws IOException {
            BufferedReader in = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
            List<String> lines = in.lines().toList();
            loaded.put(part, lines);
            return lines.size();
        }

        @Override
        public List<String> check() {
            return findings;
        }

        @Override
        public int erase(BiPredicate<TenantId, UserId> erased) {
            long users = loaded.values().stream()
                    .flatMap(List::stream)
                    .map(Lines::user)
                    .distinct()
                    .filter(user -> erased.test(TenantId.DEFAULT, user))
                    .count();
            loaded.replaceAll((part, lines) -> lines.stream()
                    .filter(line -> !erased.test(TenantId.DEFAULT, user(line)))
                    .toList());
            return (int) users;
        }

        @Override
        public void activate() {
            if (scratch) {
                throw new IllegalStateException("A scratch place");
            }
            present.putAll(loaded);
        }

        @Override
        public void close() {}
    }

    static UserId user(String line) {
        return new UserId(line.substring(0, line.indexOf(' ')));
    }
}
