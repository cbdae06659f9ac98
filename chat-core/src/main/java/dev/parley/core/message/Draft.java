package dev.parley.core.message;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private final Set<UserId> unaddressed;

    private Draft(
            IdempotencyKey key, String text, @Nullable MessageId replyTo, boolean notice, Set<UserId> unaddressed) {
        this.key = Objects.requireNonNull(key, "key");
        this.text = Objects.requireNonNull(text, "text");
        this.replyTo = replyTo;
        this.notice = notice;
        this.unaddressed = unaddressed;
    }

    /**
     * A message.
     *
     * @param key names this message among all of its author in the conversation; the same for every retry
     * @param text what is said
     * @return the draft
     */
    public static Draft of(IdempotencyKey key, String text) {
        return new Draft(key, text, null, false, Set.of());
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
        return new Draft(key, text, null, true, Set.of());
    }

    /**
     * The same, in reply to another message.
     *
     * @param message a message of the same conversation that the author can see
     * @return a new draft
     */
    public Draft inReplyTo(MessageId message) {
        return new Draft(key, text, message, notice, unaddressed);
    }

    /**
     * The same, not meant for some bots: in a group they are not asked by it. The engine says so for bots that are asked by
     * name; a host may say so for others. Not part of the body: a retry may say otherwise, and changes nothing.
     *
     * @param bots which, besides those that it was not meant for already
     * @return a new draft
     */
    public Draft notAddressing(Set<UserId> bots) {
        Set<UserId> all = new HashSet<>(unaddressed);
        all.addAll(bots);
        return new Draft(key, text, replyTo, notice, Set.copyOf(all));
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

    /** {@return the bots that it is not meant for} */
    public Set<UserId> unaddressed() {
        return unaddressed;
    }

    /**
     * Which bots of a conversation it asks. For adapters.
     *
     * @param bots those that take part
     * @param type what the conversation is at this instant
     * @return all of them in a direct conversation; in a group those that it may be meant for, in the same order
     */
    public List<UserId> asked(List<UserId> bots, ConversationType type) {
        return unaddressed.isEmpty() || type == ConversationType.DIRECT
                ? bots
                : bots.stream().filter(bot -> !unaddressed.contains(bot)).toList();
    }

    /** Leaves the text out: a draft may end up in a log. */
    @Override
    public String toString() {
        return "Draft[key=" + key + ", replyTo=" + replyTo + "]";
    }
}
