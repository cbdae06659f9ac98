package dev.parley.core.store;

/**
 * From where a participant may follow a conversation. Immutable.
 *
 * @param visibleFrom the first sequence number that they see
 * @param head the newest sequence number
 */
public record FeedSeat(long visibleFrom, long head) {}
