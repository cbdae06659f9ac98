package dev.parley.examples.server.kill;

import java.util.Comparator;

/**
 * One message that a sender means to send, once.
 *
 * @param sender the number of the sender, who sends one line after the other to one conversation
 * @param number the number of the line among the sender's
 * @param conversation where
 * @param author the id of the user
 * @param key the idempotency key, its own
 * @param text the text, its own
 */
record Line(int sender, int number, String conversation, String author, String key, String text) {

    /** By sender, then in the order of sending. */
    static final Comparator<Line> ORDER = Comparator.comparingInt(Line::sender).thenComparingInt(Line::number);

    static Line of(int sender, int number, String conversation, String author) {
        String name = sender + "-" + number;
        return new Line(sender, number, conversation, author, "key-" + name, "line " + number + " of sender " + sender);
    }

    boolean isFrom(Stored message) {
        return conversation.equals(message.conversation()) && author.equals(message.author());
    }
}
