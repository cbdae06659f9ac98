package dev.parley.core.message;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be sent. Immutable. Its text is checked against the {@link ChatLimits} when it is sent, and then
 * stored as it is: blank text and control characters other than NUL included.
 */
public final class Draft {

    private final IdempotencyKey key;
    private final String text;
    private final @Nullable MessageId replyTo;
    private final boolean notice;

    private Draft(IdempotencyKey key, String text, @Nullable MessageId replyTo, boolean notice) {
        this.key = Objects.requireNonNull(key, "key");
        this.text = Objects.requireNonNull(text, "text");
        this.replyTo = replyTo;
        this.notice = notice;
    }

    /**
     * A message.
     *
     * @param key names this message among all of its author in the conversation; the same for every retry
     * @param text what is said
     * @return the draft
     */
    public static Draft of(IdempotencyKey key, String text) {
        return new Draft(key, text, null, false);
    }

    /**
     * A message.
     *
     * @param key as {@link IdempotencyKey}
     * @param text what is said
     * @return the draft
     */
    public static Draft of(String key, String text) {
        return of(new IdempotencyKey(key), text);
    }

    /**
     * A notice of the host, of kind {@link MessageKind#SYSTEM}. Only a service principal that takes part in the
     * conversation may send one.
     *
     * @param key as in {@link #of(IdempotencyKey, String)}
     * @param text what is said
     * @return the draft
     */
    public static Draft notice(IdempotencyKey key, String text) {
        return new Draft(key, text, null, true);
    }

    /**
     * The same, in reply to another message.
     *
     * @param message a message of the same conversation that the author can see
     * @return a new draft
     */
    public Draft inReplyTo(MessageId message) {
        return new Draft(key, text, message, notice);
    }

    /** {@return the key that makes retries safe} */
    public IdempotencyKey key() {
        return key;
    }

    /** {@return what is said} */
    public String text() {
        return text;
    }

    /** {@return the message that this replies to, if any} */
    public Optional<MessageId> replyTo() {
        return Optional.ofNullable(replyTo);
    }

    /** {@return whether this is a notice of the host} */
    public boolean isNotice() {
        return notice;
    }

    /** Leaves the text out: a draft may end up in a log. */
    @Override
    public String toString() {
        return "Draft[key=" + key + ", replyTo=" + replyTo + "]";
    }
}
