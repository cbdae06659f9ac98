package dev.parley.auth.token;

import dev.parley.core.time.Deadline;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A token that was verified, or a key that was found, with what was last read of its session and user. Thread-safe. */
final class Trust {

    private final Subject subject;
    private final Credential credential;
    private final KeyRing ring;
    private final long endsAtMillis;
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicLong touchAtMillis = new AtomicLong(Long.MIN_VALUE);
    private final AtomicBoolean queued = new AtomicBoolean();
    private volatile @Nullable Confirmed confirmed;

    /** Reads what a token stands for. */
    interface Credential {

        /**
         * Reads.
         *
         * @param deadline by when to answer
         * @return what holds now
         */
        Reading read(Deadline deadline);

        /**
         * Notes the use.
         *
         * @param deadline by when to answer
         * @return whether what it stands for still stands
         */
        boolean touch(Deadline deadline);
    }

    /**
     * What was read.
     *
     * @param result who it is, if anybody
     * @param endsAt until when that can hold without being read anew
     */
    record Reading(AccessResult result, Instant endsAt) {

        static Reading refused(AccessRefusal reason) {
            return new Reading(new AccessResult.Refused(reason), Instant.MAX);
        }
    }

    /**
     * What was read, and when. The epochs were taken, and the time, before the reading began.
     *
     * @param result who it is, if anybody
     * @param granted the same, or null for nobody
     * @param decision the answer when the action is allowed or it is nobody, made once
     * @param subjectEpoch the epoch of the subject
     * @param commonEpoch the epoch of all
     * @param readNanos when
     * @param endsAtMillis until when it can hold
     */
    record Confirmed(
            AccessResult result,
            AccessResult.@Nullable Granted granted,
            AccessDecision decision,
            long subjectEpoch,
            long commonEpoch,
            long readNanos,
            long endsAtMillis) {

        static Confirmed of(Reading read, long subjectEpoch, long commonEpoch, long readNanos) {
            AccessResult result = read.result();
            return new Confirmed(
                    result,
                    result instanceof AccessResult.Granted granted ? granted : null,
                    decision(result),
                    subjectEpoch,
                    commonEpoch,
                    readNanos,
                    read.endsAt().equals(Instant.MAX)
                            ? Long.MAX_VALUE
                            : read.endsAt().toEpochMilli());
        }

        static Confirmed refused(AccessRefusal reason) {
            return of(Reading.refused(reason), 0, 0, 0);
        }

        private static AccessDecision decision(AccessResult result) {
            if (result instanceof AccessResult.Granted granted) {
                return new AccessDecision.Allowed(granted);
            }
            return new AccessDecision.Unauthenticated(((AccessResult.Refused) result).reason());
        }
    }

    Trust(Subject subject, Credential credential, KeyRing ring, long endsAtMillis) {
        this.subject = subject;
        this.credential = credential;
        this.ring = ring;
        this.endsAtMillis = endsAtMillis;
    }

    Subject subject() {
        return subject;
    }

    Credential credential() {
        return credential;
    }

    KeyRing ring() {
        return ring;
    }

    long endsAtMillis() {
        return endsAtMillis;
    }

    ReentrantLock reading() {
        return reading;
    }

    AtomicLong touchAtMillis() {
        return touchAtMillis;
    }

    AtomicBoolean queued() {
        return queued;
    }

    @Nullable
    Confirmed confirmed() {
        return confirmed;
    }

    void confirm(Confirmed read) {
        confirmed = read;
    }
}
