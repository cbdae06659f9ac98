package dev.parley.redis.ratelimit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the script answered. */
sealed interface Answer {

    static Answer of(List<?> numbers) {
        return numbers.size() == 2
                ? new Refused((int) number(numbers, 0), micros(number(numbers, 1)), 0)
                : new Granted(numbers);
    }

    /**
     * All was taken.
     *
     * @param numbers for each key: the time, what was taken, what is left, and how long until all has come back
     */
    record Granted(List<?> numbers) implements Answer {

        private static final int EACH = 4;

        long at(int i) {
            return number(numbers, EACH * i);
        }

        long taken(int i) {
            return number(numbers, EACH * i + 1);
        }

        long remaining(int i) {
            return number(numbers, EACH * i + 2);
        }

        Duration reset(int i) {
            return micros(number(numbers, EACH * i + 3));
        }
    }

    /**
     * Nothing was taken.
     *
     * @param charge which has the longest wait of those that were asked
     * @param retryAfter how long it is
     * @param undone of how many, from the first on, it was taken and given back
     */
    record Refused(int charge, Duration retryAfter, int undone) implements Answer {}

    private static long number(List<?> numbers, int place) {
        return numbers.get(place) instanceof Long number ? number : 0;
    }

    private static Duration micros(long count) {
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(count));
    }
}
