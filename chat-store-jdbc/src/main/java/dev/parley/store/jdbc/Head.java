package dev.parley.store.jdbc;

/** Moves the head of a conversation past an entry that is no message. */
final class Head {

    static final String MOVE = "UPDATE parley_conversation SET head_seq = :seq WHERE id = :conversation";

    private Head() {}
}
