package dev.parley.store.jdbc;

import dev.parley.core.message.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch on H2, message by message: statements are cheap in the same process, it is the commit that costs. */
final class RowPosting implements PostingTables {

    /** A statement that waited for a lock goes on with what it had read of other tables; the next one reads anew. */
    private static final ScopedSql LOCK = ScopedSql.of("SELECT id FROM parley_conversation WHERE id = ? FOR UPDATE");

    private static final ScopedSql LOOK = ScopedSql.of("SELECT " + Ground.COLUMNS + """

            FROM parley_conversation c
            JOIN parley_participant p ON p.conversation_id = c.id AND p.user_id = ? AND p.tenant = ?
            LEFT JOIN parley_entry k ON k.conversation_id = c.id AND k.author = p.user_id AND k.idempotency_key = ?
            LEFT JOIN parley_entry r ON r.conversation_id = c.id AND r.seq = ? AND r.type = 'posted'
            WHERE c.id = ?
            """);

    @Override
    public boolean passesOver() {
        return false;
    }

    @Override
    public List<@Nullable Ground> look(Session session, List<Pending> drafts, boolean waits) throws SQLException {
        List<@Nullable Ground> grounds = new ArrayList<>(drafts.size());
        try (PreparedStatement lock = session.reading(LOCK);
                PreparedStatement query = session.reading(LOOK)) {
            for (Pending draft : drafts) {
                lock.setObject(1, draft.conversation().value());
                lock.executeQuery().close();
                query.setString(1, draft.author().user().value());
                query.setString(2, draft.author().tenant().value());
                query.setString(3, draft.draft().key().value());
                query.setObject(4, draft.replySeq());
                query.setObject(5, draft.conversation().value());
                try (ResultSet row = query.executeQuery()) {
                    grounds.add(row.next() ? Ground.read(row) : null);
                }
            }
        }
        return grounds;
    }

    @Override
    public void write(Session session, List<Post> posts) {
        for (Post post : posts) {
            PostingSql.write(session, post.message(), post.key(), post.hash());
        }
    }

    @Override
    public void ask(Session session, TenantId tenant, List<Post> posts) {
        for (Post post : posts) {
            TurnLines.ask(session, tenant, post.message(), post.asked());
        }
    }
}
