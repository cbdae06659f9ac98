package dev.parley.core.store;

import dev.parley.core.message.Draft;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.NewConversation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an idempotency record remembers of a body: its SHA-256 over all parts, each preceded by its length. Immutable. For
 * adapters; a hash leaves out the key, for that is what it is found by.
 */
public final class BodyHash {

    private final byte[] bytes;

    private BodyHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The hash of a message.
     *
     * @param draft the message
     * @return the hash of its text, reply link, and whether it is a notice
     */
    public static BodyHash of(Draft draft) {
        MessageDigest sha256 = sha256();
        add(sha256, draft.text());
        add(sha256, draft.replyTo().map(MessageId::toString).orElse(""));
        add(sha256, draft.isNotice() ? "notice" : "");
        return new BodyHash(sha256.digest());
    }

    /**
     * The hash of a creation.
     *
     * @param conversation the conversation
     * @return the hash of its title, participants with roles in any order, and openness
     */
    public static BodyHash of(NewConversation conversation) {
        MessageDigest sha256 = sha256();
        add(sha256, conversation.title());
        add(sha256, conversation.openHistory() ? "open" : "");
        conversation.participants().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(participant -> {
                    add(sha256, participant.getKey().value());
                    add(sha256, participant.getValue().id());
                });
        return new BodyHash(sha256.digest());
    }

    /**
     * A hash that was stored before.
     *
     * @param bytes as {@link #toBytes()} gave them
     * @return the hash
     */
    public static BodyHash fromBytes(byte[] bytes) {
        return new BodyHash(bytes.clone());
    }

    private static void add(MessageDigest sha256, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            sha256.update((byte) (bytes.length >>> shift));
        }
        sha256.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must provide SHA-256", e);
        }
    }

    /** {@return the 32 bytes, a copy} */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BodyHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
