package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import dev.parley.core.store.LegalHold;
import dev.parley.core.store.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The legal holds, which are columns of their conversations: who has the lock of one knows whether it is held. */
final class Holds {

    private static final String COUNT =
            "SELECT count(*) FROM parley_conversation WHERE id = ANY(:conversations) AND held_since IS NOT NULL";

    static final String SET = """
            UPDATE parley_conversation SET held_since = :at, hold_reason = :reason
            WHERE id = :conversation AND held_since IS NULL
            """;

    static final String RELEASE = """
            UPDATE parley_conversation SET held_since = NULL, hold_reason = NULL
            WHERE id = :conversation AND held_since IS NOT NULL
            """;

    private static final String LIST = """
            SELECT id, tenant, held_since, hold_reason FROM parley_conversation
            WHERE tenant = :tenant AND held_since IS NOT NULL %s
            ORDER BY id LIMIT :limit
            """;

    private static final String LIST_FIRST = LIST.formatted("");

    private static final String LIST_NEXT = LIST.formatted("AND id > :after");

    private Holds() {}

    /** Needs the lock of the conversation. */
    static boolean isHeld(Session session, ConversationId conversation) {
        return count(session, List.of(conversation.value())) > 0;
    }

    /** Needs the locks of the conversations. */
    static void requireNone(Session session, List<UUID> conversations) {
        if (count(session, conversations) > 0) {
            throw ChatException.fault(
                    ErrorCode.LEGAL_HOLD, "The user takes or took part in a conversation under legal hold", null);
        }
    }

    private static long count(Session session, List<UUID> conversations) {
        return session.query(COUNT)
                .bindArray("conversations", UUID.class, conversations)
                .mapTo(Long.class)
                .one();
    }

    static Page<LegalHold, ConversationId> list(
            Session session, TenantId tenant, @Nullable ConversationId after, int limit) {
        Query query = session.query(after == null ? LIST_FIRST : LIST_NEXT);
        if (after != null) {
            query.bind("after", after.value());
        }
        List<LegalHold> read = query.bind("tenant", tenant.value())
                .bind("limit", limit + 1L)
                .map((row, context) -> read(row))
                .list();
        return Page.cut(read, limit, LegalHold::conversation);
    }

    static LegalHold read(ResultSet row) throws SQLException {
        return new LegalHold(
                new TenantId(row.getString("tenant")),
                new ConversationId(row.getObject("id", UUID.class)),
                Times.read(row, "held_since"),
                row.getString("hold_reason"));
    }
}
