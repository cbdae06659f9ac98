package dev.parley.store.s3;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.backup.Verification;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which backups are there. What was committed has an archive and an entry; of an archive alone nothing is known. */
final class S3Catalogue {

    private final S3Calls calls;
    private final S3Claims claims;
    private final int page;

    S3Catalogue(S3Calls calls, S3Claims claims, int page) {
        this.calls = calls;
        this.claims = claims;
        this.page = page;
    }

    List<StoredBackup> list(Deadline deadline) {
        NavigableMap<BackupId, Map<S3Keys.Kind, Long>> found = new TreeMap<>();
        claims.live(deadline).forEach(id -> found.put(id, new HashMap<>()));
        for (S3Listing.Listed object :
                S3Listing.of(calls, S3Keys.BACKUPS, page, deadline).objects()) {
            S3Keys.ofBackup(object.name())
                    .ifPresent(of -> found.computeIfAbsent(of.id(), id -> new HashMap<>())
                            .put(of.kind(), object.bytes()));
        }
        // An entry without an archive is none of ours: the entry is the last that is written and the first that goes.
        found.values().removeIf(kinds -> !kinds.isEmpty() && !kinds.containsKey(S3Keys.Kind.ARCHIVE));
        List<StoredBackup> backups = new ArrayList<>();
        found.forEach((id, kinds) -> backups.add(stored(id, kinds, deadline)));
        return backups;
    }

    private StoredBackup stored(BackupId id, Map<S3Keys.Kind, Long> kinds, Deadline deadline) {
        long bytes = kinds.getOrDefault(S3Keys.Kind.ARCHIVE, 0L);
        Optional<S3Entry> entry = kinds.containsKey(S3Keys.Kind.ENTRY)
                ? entry(id, deadline).filter(each -> each.bytes() == bytes)
                : Optional.empty();
        if (entry.isEmpty()) {
            return new StoredBackup(id, State.FAILED, bytes, null);
        }
        Verification verification = kinds.containsKey(S3Keys.Kind.VERIFIED)
                ? verification(id, entry.get(), deadline).orElse(null)
                : null;
        return new StoredBackup(id, entry.get().state(), bytes, verification);
    }

    private Optional<S3Entry> entry(BackupId id, Deadline deadline) {
        return calls.small(S3Keys.entry(id), S3Entry.MOST, deadline).flatMap(content -> S3Entry.decode(id, content));
    }

    private Optional<Verification> verification(BackupId id, S3Entry entry, Deadline deadline) {
        return calls.small(S3Keys.verified(id), S3Entry.MOST, deadline)
                .flatMap(content -> S3Entry.verification(id, content))
                .filter(verification -> verification.sha256().equals(entry.sha256()));
    }

    boolean isThere(BackupId id, Deadline deadline) {
        return calls.length(S3Keys.archive(id), deadline).isPresent()
                || calls.length(S3Keys.entry(id), deadline).isPresent();
    }

    void markVerified(BackupId id, Verification verification, Deadline deadline) {
        long bytes = calls.length(S3Keys.archive(id), deadline).orElseThrow(() -> notFound(id));
        Optional<S3Entry> entry = entry(id, deadline);
        if (entry.isEmpty()
                || entry.get().bytes() != bytes
                || !entry.get().sha256().equals(verification.sha256())) {
            throw S3Failures.unreadable("What was verified is not what is kept as " + id);
        }
        calls.putSmall(S3Keys.verified(id), S3Entry.encode(id, verification), deadline);
    }

    void delete(BackupId id, @Nullable BackupId guard, Deadline deadline) {
        boolean archive = calls.length(S3Keys.archive(id), deadline).isPresent();
        boolean writing = claims.live(deadline).contains(id);
        if (!archive && !writing) {
            throw notFound(id);
        }
        // An entry that can't be read any more still tells that there was a backup.
        boolean committed = calls.length(S3Keys.entry(id), deadline).isPresent();
        if (writing || (committed && (guard == null || guard.compareTo(id) <= 0 || !isVerified(guard, deadline)))) {
            throw ChatException.fault(
                    ErrorCode.BACKUP_GUARDED, "Backup " + id + " is the newest that is known to be good", null);
        }
        calls.delete(S3Keys.entry(id), deadline);
        calls.delete(S3Keys.verified(id), deadline);
        calls.delete(S3Keys.archive(id), deadline);
    }

    private boolean isVerified(BackupId guard, Deadline deadline) {
        Optional<S3Entry> entry = entry(guard, deadline).filter(each -> each.state() == State.COMPLETE);
        return entry.isPresent()
                && verification(guard, entry.get(), deadline).isPresent()
                && calls.length(S3Keys.archive(guard), deadline)
                        .filter(bytes -> bytes == entry.get().bytes())
                        .isPresent();
    }

    static ChatException notFound(BackupId id) {
        return ChatException.fault(ErrorCode.BACKUP_NOT_FOUND, "There is no backup " + id, null);
    }
}
