package dev.parley.store.jdbc;

import dev.parley.core.message.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Passes ownership on where the last owner is gone. */
final class Succession {

    /** In Java, for a database may order names otherwise. */
    private static final Comparator<Heir> BY_STANDING =
            Comparator.comparing(Heir::joinedAt).thenComparing(Heir::user);

    private static final String CANDIDATES = """
            SELECT m.conversation_id, m.user_id, m.joined_at
            FROM parley_participant m
            WHERE m.conversation_id = ANY(:conversations) AND m.role = 'member'
                AND NOT EXISTS (SELECT 1 FROM parley_participant o
                                WHERE o.conversation_id = m.conversation_id AND o.role = 'owner')
            """;

    private static final String PROMOTE = """
            UPDATE parley_participant SET role = 'owner'
            WHERE conversation_id = :conversation AND user_id = :user
            """;

    private record Heir(UUID conversation, UserId user, Instant joinedAt) {}

    private Succession() {}

    /** Needs the locks of the conversations. */
    static void settle(Session session, List<UUID> conversations) {
        Map<UUID, Heir> heirs = new HashMap<>();
        session.query(CANDIDATES)
                .bindArray("conversations", UUID.class, conversations)
                .map((row, context) -> new Heir(
                        row.getObject("conversation_id", UUID.class),
                        new UserId(row.getString("user_id")),
                        Times.read(row, "joined_at")))
                .forEach(heir -> heirs.merge(
                        heir.conversation(), heir, (one, other) -> BY_STANDING.compare(one, other) <= 0 ? one : other));
        for (Heir heir : heirs.values()) {
            session.update(PROMOTE)
                    .bind("conversation", heir.conversation())
                    .bind("user", heir.user().value())
                    .execute();
        }
    }
}
