package dev.parley.testkit;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.PartSink;
import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.BackupSourceFactory.Installation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Notes in memory that can be backed up, with one fault for each of the rules BS-1 to BS-10. */
final class TrialBackups implements Installation, BackupSource {

    static final SnapshotInfo INFO = new SnapshotInfo("trial-notes", 3, "1", "", Instant.EPOCH, 0);

    final String rule;
    final ReentrantLock lock = new ReentrantLock();
    final Set<String> remains = ConcurrentHashMap.newKeySet();
    volatile List<Note> notes = List.of();
    volatile boolean restored;

    /** The number counts the notes of the user. */
    record Note(String tenant, String user, int number, String text) {

        boolean of(TenantId otherTenant, UserId otherUser) {
            return tenant.equals(otherTenant.value()) && user.equals(otherUser.value());
        }

        String owner() {
            return tenant + " " + user;
        }
    }

    TrialBackups(String rule) {
        this.rule = rule;
    }

    @Override
    public BackupSource source() {
        return this;
    }

    @Override
    public void write(TenantId tenant, UserId user, String text, Deadline deadline) {
        locked(deadline, () -> {
            int number =
                    (int) notes.stream().filter(note -> note.of(tenant, user)).count() + 1;
            List<Note> more = new ArrayList<>(notes);
            more.add(new Note(tenant.value(), user.value(), number, text));
            notes = List.copyOf(more);
        });
    }

    private void locked(Deadline deadline, Runnable step) {
        try {
            if (!lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw ChatException.fault(ErrorCode.DEADLINE_EXCEEDED, "The notes are busy", null);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SortedSet<String> read(TenantId tenant, UserId user) {
        return notes.stream()
                .filter(note -> note.of(tenant, user))
                .map(Note::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Set<String> remains() {
        return Set.copyOf(remains);
    }

    @Override
    public String name() {
        return "trial";
    }

    /** BS-1: reads when it is written; BS-2: holds the lock meanwhile; BS-3: has another order once it was restored. */
    @Override
    public Snapshot snapshot(Deadline deadline) {
        List<Note> seen = notes;
        return new Snapshot() {
            @Override
            public SnapshotInfo info() {
                return INFO;
            }

            @Override
            public void write(PartSink sink) throws IOException {
                boolean holds = rule.equals("BS-2");
                if (holds) {
                    lock.lock();
                }
                try {
                    List<Note> shown = rule.equals("BS-1") ? notes : seen;
                    TrialParts.write(rule.equals("BS-3") && restored ? Planted.reversed(shown) : shown, sink);
                } finally {
                    if (holds) {
                        lock.unlock();
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    /** BS-4: is prepared whatever is there. */
    @Override
    public RestorePlace place(Deadline deadline) {
        if (!notes.isEmpty() && !rule.equals("BS-4")) {
            throw ChatException.fault(ErrorCode.RESTORE_NOT_EMPTY, "There are notes", null);
        }
        return new TrialPlace(this, false);
    }

    @Override
    public RestorePlace scratch(Deadline deadline) {
        return new TrialPlace(this, true);
    }

    @Override
    public void close() {
        notes = List.of();
    }
}
