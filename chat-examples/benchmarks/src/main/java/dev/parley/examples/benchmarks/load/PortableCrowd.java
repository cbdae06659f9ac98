package dev.parley.examples.benchmarks.load;

import dev.parley.core.message.TenantId;
import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableRows;
import dev.parley.core.portable.PortableTable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Conversations of two with up to 1,000 messages each, as rows. */
final class PortableCrowd {

    private static final int EACH = 1_000;
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final String WORDS = "The quick brown fox jumps over the lazy dog, and nobody knows why. ";

    private final int messages;
    private final int conversations;

    PortableCrowd(int messages) {
        this.messages = messages;
        this.conversations = (messages + EACH - 1) / EACH;
    }

    PortableRows rows(PortableTable table) {
        return PortableRows.of(() -> made(table).iterator());
    }

    private Stream<PortableRow> made(PortableTable table) {
        return switch (table) {
            case CONVERSATION -> IntStream.range(0, conversations).mapToObj(this::conversation);
            case PARTICIPANT ->
                IntStream.range(0, 2 * conversations)
                        .mapToObj(number -> participant(number / 2, number % 2 == 0 ? "ada" : "bob"));
            case ENTRY -> IntStream.range(0, messages).mapToObj(number -> entry(number / EACH, number % EACH + 1));
            default -> Stream.of();
        };
    }

    private static UUID id(int conversation) {
        return new UUID(0x8000L | ((long) conversation << 16), 0x8000_0000_0000_0000L);
    }

    private long count(int conversation) {
        return Math.min(EACH, messages - (long) conversation * EACH);
    }

    private PortableRow conversation(int number) {
        return PortableRow.builder(PortableTable.CONVERSATION)
                .with("id", id(number))
                .with("tenant", TenantId.DEFAULT.value())
                .with("direct_until", Long.MAX_VALUE)
                .with("title", "Conversation " + number)
                .with("title_author", "ada")
                .with("open_history", false)
                .with("created_at", AT)
                .with("created_by", "ada")
                .with("head_seq", count(number))
                .with("posted_count", count(number))
                .with("last_posted_seq", count(number))
                .with("last_activity", AT)
                .with("erasures", 0L)
                .with("first_seq", 1L)
                .with("removed_count", 0L)
                .toRow();
    }

    private PortableRow participant(int conversation, String user) {
        return PortableRow.builder(PortableTable.PARTICIPANT)
                .with("conversation_id", id(conversation))
                .with("user_id", user)
                .with("tenant", TenantId.DEFAULT.value())
                .with("role", "owner")
                .with("joined_at", AT)
                .with("visible_from", 1L)
                .with("read_seq", count(conversation))
                .with("read_ordinal", count(conversation))
                .with("founder", true)
                .toRow();
    }

    private static PortableRow entry(int conversation, long seq) {
        return PortableRow.builder(PortableTable.ENTRY)
                .with("conversation_id", id(conversation))
                .with("seq", seq)
                .with("type", "posted")
                .with("happened_at", AT.plusMillis(seq))
                .with("author", List.of("ada", "bob").get((int) (seq % 2)))
                .with("ordinal", seq)
                .with("message_seq", seq)
                .with("body", WORDS + seq)
                .with("wiped", false)
                .with("kind", "user")
                .with("revision", 1L)
                .with("idempotency_key", conversation + "-" + seq)
                .with("body_hash", new byte[32])
                .with("stopped", false)
                .toRow();
    }
}
