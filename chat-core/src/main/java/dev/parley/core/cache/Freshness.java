package dev.parley.core.cache;

/** Tells a {@link NearLevel} whether what it knows may still be answered. Asked for each hit. Thread-safe. */
@FunctionalInterface
public interface Freshness {

    /** Whatever was not evicted may be answered: that of a cache whose evictions nobody else makes. */
    Freshness ALWAYS = sinceNanos -> true;

    /**
     * Decides.
     *
     * @param sinceNanos when the value was found where values are kept, at the latest, on the monotonic clock
     * @return whether it may be answered; else it is looked for anew
     */
    boolean holds(long sinceNanos);
}
