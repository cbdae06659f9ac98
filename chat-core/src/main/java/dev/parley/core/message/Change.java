package dev.parley.core.message;

/**
 * What a change of a conversation came to. Immutable.
 *
 * @param seq the sequence number of the entry that was written; when none was, that of an entry at or after which the
 *     conversation was as asked for already, 0 if it was so from its creation
 * @param written whether an entry was written
 */
public record Change(long seq, boolean written) {}
