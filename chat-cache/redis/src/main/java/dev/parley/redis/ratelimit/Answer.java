package dev.parley.redis.ratelimit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the script answered. Immutable. */
sealed interface Answer {

    /** {@return what the script packed}; two numbers are a refusal, four for each key a grant */
    static Answer of(byte[] packed) {
        return packed.length == 2 * Double.BYTES
                ? new Refused((int) Granted.number(packed, 0), micros(Granted.number(packed, 1)), Set.of())
                : new Granted(packed);
    }

    /** All was taken: for each key the time, what was taken, what is left, and how long until all has come back. */
    final class Granted implements Answer {

        private static final int EACH = 4;
        private static final VarHandle DOUBLES =
                MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

        private final byte[] packed;

        private Granted(byte[] packed) {
            this.packed = packed;
        }

        /** {@return that nothing was taken of no key} */
        static Granted nothing() {
            return new Granted(new byte[0]);
        }

        /** {@return this, and behind it the keys of another} */
        Granted and(Granted next) {
            byte[] both = Arrays.copyOf(packed, packed.length + next.packed.length);
            System.arraycopy(next.packed, 0, both, packed.length, next.packed.length);
            return new Granted(both);
        }

        long at(int i) {
            return number(packed, EACH * i);
        }

        long taken(int i) {
            return number(packed, EACH * i + 1);
        }

        long remaining(int i) {
            return number(packed, EACH * i + 2);
        }

        Duration reset(int i) {
            return micros(number(packed, EACH * i + 3));
        }

        private static long number(byte[] packed, int place) {
            return (long) (double) DOUBLES.get(packed, place * Double.BYTES);
        }
    }

    /**
     * Nothing was taken.
     *
     * @param charge which has the longest wait of those that were asked
     * @param retryAfter how long it is
     * @param undone of which it was taken and given back
     */
    record Refused(int charge, Duration retryAfter, Set<Integer> undone) implements Answer {}

    private static Duration micros(long count) {
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(count));
    }
}
