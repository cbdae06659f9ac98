package dev.parley.core.message;

/**
 * What an edit came to.
 *
 * @param message the message
 * @param number the revision that it has now, 2 or more
 * @param seq the sequence number of the {@link Entry.Edited}
 */
public record Revision(MessageId message, int number, long seq) {}
