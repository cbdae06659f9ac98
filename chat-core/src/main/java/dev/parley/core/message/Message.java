package dev.parley.core.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is now: what its entries add up to. Immutable.
 *
 * @param id its id
 * @param author who said it
 * @param kind who speaks
 * @param text the current text; empty when redacted
 * @param replyTo the message that it replies to, or null
 * @param createdAt when it was posted
 * @param editedAt when it was last edited, or null
 * @param revision 1 as posted, one more with each edit
 * @param redacted whether the text was wiped, by redaction or because the author was erased
 * @param ordinal its number among the posted entries of the conversation, from 1 without gaps
 * @param answer what it answers, or null if no turn has posted it
 */
public record Message(
        MessageId id,
        UserId author,
        MessageKind kind,
        String text,
        @Nullable MessageId replyTo,
        Instant createdAt,
        @Nullable Instant editedAt,
        int revision,
        boolean redacted,
        long ordinal,
        @Nullable Answer answer) {

    /** {@return the sequence number of the entry that posted it} */
    public long seq() {
        return id.seq();
    }
}
