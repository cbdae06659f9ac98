package dev.parley.operations.backup;

import dev.parley.core.backup.BackupTarget;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Remembers beside the backups who was erased after they were made, so that a restore does not bring them back. Kept as HMACs
 * of tenant and user under a random salt, which is kept with them, and when: nothing of a user in clear; but who has the note
 * and guesses a user can see whether the guess is right. Thread-safe.
 *
 * <p>Kept in the note {@code erased} of each target, at most 400,000 users; what was erased before the oldest backup may be
 * removed by {@link #forget}.
 */
public final class ErasureList {

    static final String NOTE = "erased";

    /** An erasure counts this much later than it was, as the clock of a source may be ahead of that of who erases. */
    static final Duration MARGIN = Duration.ofMinutes(10);

    private final List<BackupTarget> targets;
    private final Exclusive exclusive;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Duration timeout;

    ErasureList(
            List<BackupTarget> targets,
            Exclusive exclusive,
            InstantSource clock,
            RandomGenerator random,
            Duration timeout) {
        this.targets = List.copyOf(targets);
        this.exclusive = exclusive;
        this.clock = clock;
        this.random = random;
        this.timeout = timeout;
    }

    /**
     * Remembers that a user is erased: to be called before or right after the erasure itself, which is not done when this
     * fails. May be called again.
     *
     * @param tenant whose
     * @param user who
     * @throws ChatException {@code BACKUP_BUSY} if another list is written for longer than the timeout; of kind unavailable if
     *     a target can't be written to: then it is to be called again
     */
    public void add(TenantId tenant, UserId user) {
        Instant now = clock.instant();
        change(note -> note.with(tenant, user, now));
    }

    /**
     * Forgets erasures of which no backup can know anything any more.
     *
     * @param oldest when the oldest backup was begun that is kept anywhere
     */
    public void forget(Instant oldest) {
        change(note -> note.without(oldest.minus(MARGIN)));
    }

    /** Gives a target that has no list yet that of another. */
    void spread() {
        change(note -> note);
    }

    private void change(UnaryOperator<ErasureNote> change) {
        Deadline deadline = Deadline.after(timeout);
        exclusive.runWaiting(deadline, () -> {
            List<Optional<ErasureNote>> notes = targets.stream()
                    .map(target -> target.note(NOTE, deadline).map(ErasureList::parse))
                    .toList();
            ErasureNote seed =
                    notes.stream().flatMap(Optional::stream).findFirst().orElseGet(() -> ErasureNote.empty(random));
            for (int i = 0; i < notes.size(); i++) {
                ErasureNote after = change.apply(notes.get(i).orElse(seed));
                if (!notes.get(i).equals(Optional.of(after))) {
                    targets.get(i).note(NOTE, after.text(), deadline);
                }
            }
            return true;
        });
    }

    private static ErasureNote parse(String text) {
        return ErasureNote.parse(text)
                .orElseThrow(() -> ChatException.fault(
                        ErrorCode.BACKUP_UNREADABLE, "The note '" + NOTE + "' of a backup target is damaged", null));
    }

    /**
     * Who must not come back.
     *
     * @param takenAt the instant that a backup shows
     * @return whether a user was erased then or later, by any of the targets
     * @throws ChatException if one of the lists can't be read: without it, nothing may be restored
     */
    public BiPredicate<TenantId, UserId> since(Instant takenAt) {
        Deadline deadline = Deadline.after(timeout);
        List<BiPredicate<TenantId, UserId>> each = targets.stream()
                .flatMap(target -> target.note(NOTE, deadline).stream())
                .map(text -> parse(text).since(takenAt.minus(MARGIN)))
                .toList();
        return (tenant, user) -> each.stream().anyMatch(list -> list.test(tenant, user));
    }
}
