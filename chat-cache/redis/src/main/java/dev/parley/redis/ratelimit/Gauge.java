package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.RateLimit;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/** A limit as the script counts it. Immutable. */
final class Gauge {

    /** Into how many parts a unit of cost is divided. */
    static final int UNITS = 4096;

    private static final int NUMBERS = 8;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long EXACT = 1L << 52;

    /** More than the script lets anybody owe. */
    private static final double MOST_COST = 2e12;

    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private final RateLimit limit;
    private final long kept;
    private final long life;
    private final double units;
    private final double micros;
    private final byte[] takingOne;

    /**
     * A limit.
     *
     * @param limit which
     * @param kept how much of the capacity is kept back for slices: what flows in while one lives; 0 without slices
     * @param life how many nanoseconds a slice lives; 0 if the limit is too small to be leased
     * @param units so many parts of a unit of cost flow off
     * @param micros in so many microseconds
     */
    private Gauge(RateLimit limit, long kept, long life, double units, double micros) {
        this.limit = limit;
        this.kept = kept;
        this.life = life;
        this.units = units;
        this.micros = micros;
        this.takingOne = argument(1, 1, 0, 0);
    }

    /** A limit of which slices live so long, as {@link LeaseTerms} say. */
    static Gauge of(RateLimit limit, long life) {
        long window = limit.window().toNanos();
        long parts = limit.refill() * NANOS_PER_MICRO * UNITS;
        long common = BigInteger.valueOf(parts).gcd(BigInteger.valueOf(window)).longValueExact();
        long units = parts / common;
        long micros = window / common;
        while (units >= EXACT) {
            units >>= 1;
            micros = (micros + 1) >> 1;
        }
        long kept = life == 0 ? 0 : (long) Math.ceil((double) limit.refill() * life / window);
        return new Gauge(limit, kept, life, units, micros);
    }

    RateLimit limit() {
        return limit;
    }

    long life() {
        return life;
    }

    boolean leased() {
        return life > 0;
    }

    /** {@return how much may be taken at once} */
    long usable() {
        return limit.capacity() - kept;
    }

    /** {@return the argument of the script that does this} */
    byte[] taking(long cost, long want, long back, long since) {
        // Most calls ask for this, and nobody writes to it.
        return cost == 1 && want == 1 && back == 0
                ? takingOne
                : argument((double) cost, (double) want, (double) back, (double) since);
    }

    /** {@return the argument of the script that takes so much more, or gives so much back, whatever there is} */
    byte[] correcting(double more) {
        return argument(Math.max(-MOST_COST, Math.min(MOST_COST, more)), -1, 0, 0);
    }

    /** {@return the argument of the script that gives back what was taken at a time of the script} */
    byte[] returning(long back, long since) {
        return argument(0, -1, (double) back, (double) since);
    }

    private byte[] argument(double cost, double want, double back, double since) {
        byte[] argument = new byte[NUMBERS * Double.BYTES];
        put(argument, 0, cost * UNITS);
        put(argument, 1, want * UNITS);
        put(argument, 2, back * UNITS);
        put(argument, 3, since);
        put(argument, 4, (double) limit.capacity() * UNITS);
        put(argument, 5, (double) kept * UNITS);
        put(argument, 6, units);
        put(argument, 7, micros);
        return argument;
    }

    private static void put(byte[] argument, int place, double value) {
        DOUBLES.set(argument, place * Double.BYTES, value);
    }

    /** Of the same limit and life: the rest follows from these. */
    @Override
    public boolean equals(Object other) {
        return other == this || (other instanceof Gauge gauge && life == gauge.life && limit.equals(gauge.limit));
    }

    @Override
    public int hashCode() {
        return limit.hashCode();
    }
}
