package dev.parley.core.cache;

/** What is known of the loads of a key. */
sealed interface Slot permits Flight, Slot.Failed {

    /**
     * The last one failed.
     *
     * @param untilNanos until when it is not tried again
     * @param cause what was thrown
     */
    record Failed(long untilNanos, Throwable cause) implements Slot {

        boolean over(long nanos) {
            return nanos - untilNanos >= 0;
        }
    }
}
