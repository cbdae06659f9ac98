package dev.parley.core.store;

/** Whether a lease still held when the store was asked to do something under it. */
public enum TurnHold {
    /** It did, and the store has done it. */
    HELD,
    /** It did not: the turn is finished, or another has claimed it. The store has done nothing. */
    LOST
}
