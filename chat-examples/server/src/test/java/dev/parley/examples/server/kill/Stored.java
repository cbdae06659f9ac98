package dev.parley.examples.server.kill;

/**
 * A message as a reader finds it.
 *
 * @param conversation where
 * @param messageId its id
 * @param seq its sequence number
 * @param author the id of its author
 * @param text its text
 */
record Stored(String conversation, String messageId, long seq, String author, String text) {}
