package dev.parley.core.store;

import java.util.List;

/**
 * How far a conversation is. Immutable.
 *
 * @param seq the newest sequence number
 * @param firstSeq the first sequence number whose entry was not removed because of its age; one more than the newest if all
 *     were
 * @param erasures how often somebody was erased from it: when it changes, what was read before may be wiped now
 * @param turns the turns that are first in line of each bot
 */
public record FeedHead(long seq, long firstSeq, long erasures, List<LiveTurn> turns) {

    /**
     * Copies the list.
     *
     * @param seq as in the record
     * @param firstSeq as in the record
     * @param erasures as in the record
     * @param turns as in the record
     */
    public FeedHead {
        turns = List.copyOf(turns);
    }
}
