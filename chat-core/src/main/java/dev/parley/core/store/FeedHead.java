package dev.parley.core.store;

import java.util.List;

/**
 * How far a conversation is. Immutable.
 *
 * @param seq the newest sequence number
 * @param turns the turns that are first in line of each bot
 */
public record FeedHead(long seq, List<LiveTurn> turns) {

    /**
     * Copies the list.
     *
     * @param seq as in the record
     * @param turns as in the record
     */
    public FeedHead {
        turns = List.copyOf(turns);
    }
}
