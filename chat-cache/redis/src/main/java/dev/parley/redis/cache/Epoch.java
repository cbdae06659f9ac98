package dev.parley.redis.cache;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far this node has followed the evictions of one shard. Each eviction gives the shard a new epoch and is told with the one
 * before it, so that a node sees whether it has missed one. Copies made under one {@link #generation()} hold as long as
 * nothing was missed. Thread-safe.
 *
 * <p>Copies are good until {@link #goodUntil()}: a bound after the beginning of the last request for the epoch whose answer
 * was an epoch that this node had reached. Counted from before the request, because the answer says nothing about later.
 *
 * <p>When Redis was away for most of the bound, others may have evicted what they could not tell, and come back later than this
 * node. So all copies are dropped then, and for another bound nothing of Redis is to be used: {@link #settling}.
 */
final class Epoch {

    private static final long UNKNOWN = -1;

    private final long bound;
    private final AtomicLong changes;
    private long followed = UNKNOWN;
    private long adopted = UNKNOWN;
    private long losses;
    private long highest;
    private long awaited = UNKNOWN;
    private long awaitedFrom;
    private volatile long confirmed;
    private volatile boolean unanswered;
    private final AtomicLong generation = new AtomicLong();
    private volatile long goodUntil;
    private volatile long settled;

    /**
     * @param changes raised after the generation
     */
    Epoch(Duration staleness, long now, AtomicLong changes) {
        this.bound = staleness.toNanos();
        this.changes = changes;
        this.goodUntil = now;
        this.confirmed = now;
        this.settled = now;
    }

    /** What a request for the epoch has to remember. */
    record Asked(long at, long followed, long generation, long losses) {}

    long bound() {
        return bound;
    }

    long generation() {
        return generation.get();
    }

    long goodUntil() {
        return goodUntil;
    }

    /** {@return whether others may still have to tell what they evicted while Redis was away} */
    boolean settling(long now) {
        return now - settled < 0 || longUnanswered(now);
    }

    private boolean longUnanswered(long now) {
        return unanswered && now - confirmed > bound * 2 / 3;
    }

    /** The highest epoch that this node knows of; a Redis that says less has lost some. */
    synchronized long highest() {
        return highest;
    }

    synchronized void heard(long epoch) {
        highest = Math.max(highest, epoch);
    }

    synchronized Asked asking(long now) {
        return new Asked(now, followed, generation.get(), losses);
    }

    /** Takes the answer to a request. */
    synchronized void confirm(Asked asked, long epoch) {
        highest = Math.max(highest, epoch);
        boolean back = longUnanswered(asked.at());
        if (back) {
            settled = asked.at() + bound;
        }
        unanswered = false;
        confirmed = Math.max(confirmed, asked.at());
        if (back) {
            adopt(epoch, asked.at());
            return;
        }
        if (followed == UNKNOWN) {
            // What was told meanwhile was taken, the first epoch too, which the request itself may have made.
            if (asked.losses() == losses) {
                adopt(epoch, asked.at());
            }
            return;
        }
        if (asked.generation() != generation.get()) {
            return;
        }
        if (epoch < asked.followed()) {
            adopt(epoch, asked.at());
        } else if (epoch <= followed) {
            extend(asked.at());
        } else if (awaited != UNKNOWN) {
            // Since the request before this one what was told then has not come, so it was lost.
            adopt(epoch, asked.at());
        } else {
            awaited = epoch;
            awaitedFrom = asked.at();
        }
    }

    /** A request had no answer. */
    synchronized void unanswered() {
        unanswered = true;
    }

    /** Takes an eviction, after what it names was dropped. */
    synchronized void follow(long before, long epoch) {
        highest = Math.max(highest, epoch);
        if (followed == UNKNOWN || epoch <= followed) {
            return;
        }
        if (before != followed) {
            raise();
        }
        followed = epoch;
        if (awaited != UNKNOWN && awaited <= followed) {
            extend(awaitedFrom);
            awaited = UNKNOWN;
        }
    }

    /**
     * Takes that all was evicted, unless by the epoch that this node began with: its copies were made under it, though it may
     * hear of it after the answer.
     */
    synchronized void dropAll(long epoch) {
        if (epoch != adopted) {
            raise();
        }
    }

    /** Drops all copies: what was told meanwhile is not known. */
    synchronized void lose(long now) {
        raise();
        losses++;
        followed = UNKNOWN;
        awaited = UNKNOWN;
        goodUntil = now;
    }

    private void raise() {
        generation.incrementAndGet();
        changes.incrementAndGet();
    }

    private void adopt(long epoch, long at) {
        raise();
        followed = epoch;
        adopted = epoch;
        awaited = UNKNOWN;
        goodUntil = at + bound;
    }

    private void extend(long at) {
        if (at + bound - goodUntil > 0) {
            goodUntil = at + bound;
        }
    }
}
