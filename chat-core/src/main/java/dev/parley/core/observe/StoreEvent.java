package dev.parley.core.observe;

import java.time.Duration;

/** Something that happened to a store as a whole, of no tenant. Never holds an address, a user or a password. */
public sealed interface StoreEvent {

    /**
     * More calls wait for a connection than should, and have for a while. Told once; its end is {@link PoolRelieved}.
     *
     * @param pool the name of the pool
     * @param waiting how many calls wait
     * @param lasting for how long more than five did
     */
    record PoolSaturated(String pool, int waiting, Duration lasting) implements StoreEvent {}

    /**
     * What {@link PoolSaturated} told is over.
     *
     * @param pool the name of the pool
     * @param lasted from its beginning
     */
    record PoolRelieved(String pool, Duration lasted) implements StoreEvent {}

    /**
     * The processes together may ask the server for more connections than it gives.
     *
     * @param instances how many processes there are
     * @param each how many connections each of them may hold
     * @param available how many the server gives to this user
     */
    record ConnectionsOverbooked(int instances, int each, int available) implements StoreEvent {}

    /**
     * The store takes no writes from now on, or there is one more reason for it.
     *
     * @param reason why
     */
    record WritesHeld(String reason) implements StoreEvent {}

    /**
     * A reason to take no writes is gone.
     *
     * @param reason which
     * @param lasted from its beginning
     */
    record WritesReleased(String reason, Duration lasted) implements StoreEvent {}
}
