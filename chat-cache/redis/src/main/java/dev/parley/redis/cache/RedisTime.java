package dev.parley.redis.cache;

import java.util.concurrent.TimeUnit;

/** What time it is in Redis at the latest, by the monotonic clock of this process. Thread-safe. */
final class RedisTime {

    private volatile Reading last = new Reading(0, 0);

    private record Reading(long micros, long at) {}

    /**
     * Takes a time that Redis told.
     *
     * @param micros of Redis
     * @param asked when it was asked, so that Redis is never thought to be later than it is by less than the way there
     */
    void told(long micros, long asked) {
        last = new Reading(micros, asked);
    }

    boolean known() {
        return last.micros() != 0;
    }

    long millisAt(long now) {
        Reading reading = last;
        return TimeUnit.MICROSECONDS.toMillis(reading.micros()) + TimeUnit.NANOSECONDS.toMillis(now - reading.at()) + 1;
    }
}
