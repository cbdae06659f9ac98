package dev.parley.examples.server.live;

/**
 * An event as text, before it is framed. Immutable.
 *
 * @param name its type
 * @param id the sequence number of an entry, 0 for what is none
 * @param data JSON in one line
 */
public record EventText(String name, long id, String data) {}
