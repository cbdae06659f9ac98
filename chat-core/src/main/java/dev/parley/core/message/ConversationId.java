package dev.parley.core.message;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The id of a conversation, unique over all tenants.
 *
 * @param value a UUID; stores give out those of version 8 (RFC 9562 §5.8) that {@link #derived} makes
 */
public record ConversationId(UUID value) implements Comparable<ConversationId> {

    private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /**
     * The id that belongs to the idempotency key of a creation: the first bits of the SHA-256 over tenant, creator and
     * key. So a repeated creation meets the same primary key on every node and in every partition, and no uniqueness
     * constraint across conversations is needed. The id outlives the erasure of its creator: a key that can be guessed lets
     * others find out who created the conversation, so take a random one.
     *
     * @param tenant the tenant of the creator
     * @param creator who creates the conversation
     * @param key the creator's key
     * @return always the same id for the same three
     */
    public static ConversationId derived(TenantId tenant, UserId creator, IdempotencyKey key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            // Lengths go in as well, so that no two triples make the same bytes.
            for (String part : new String[] {tenant.value(), creator.value(), key.value()}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                sha256.update(bytes);
            }
            ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
            long high = (hash.getLong() & VERSION_MASK) | VERSION_8;
            return new ConversationId(new UUID(high, (hash.getLong() & VARIANT_MASK) | VARIANT));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must provide SHA-256", e);
        }
    }

    /**
     * Reads an id as {@link #toString()} writes it, in either case of letters.
     *
     * @param text 36 characters, as in RFC 9562 §4
     * @return the id
     * @throws ChatException {@link ErrorCode#CONVERSATION_ID_MALFORMED}
     */
    public static ConversationId parse(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            // UUID.fromString also takes shortened and padded groups; one id must have one spelling.
            if (uuid.toString().equalsIgnoreCase(text)) {
                return new ConversationId(uuid);
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static ChatException malformed() {
        return ChatException.invalid(ErrorCode.CONVERSATION_ID_MALFORMED, "conversationId", "must be a UUID");
    }

    /** Compares as unsigned numbers, which is the order in which databases sort UUIDs. */
    @Override
    public int compareTo(ConversationId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
