package dev.parley.store.jdbc;

import dev.parley.core.message.ConversationType;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.BodyHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known for an append, read under the lock of the conversation.
 *
 * @param role the author's
 * @param head the seq of the newest entry
 * @param posted how many messages there are
 * @param type what the conversation is now
 * @param bots who take part
 * @param replyVisible whether the message replied to is there and the author sees it
 * @param sentSeq the message that the author has sent with the same key before, or 0
 * @param sentBefore the hash of its body; null when there is none, or its author was erased
 */
record Ground(
        ParticipantRole role,
        long head,
        long posted,
        ConversationType type,
        List<UserId> bots,
        boolean replyVisible,
        long sentSeq,
        @Nullable BodyHash sentBefore) {

    /** What {@link #read} needs, of the tables as they are called in both queries. */
    static final String COLUMNS = """
            c.head_seq, c.posted_count, c.direct_until, CASE WHEN CARDINALITY(c.bots) > 0 THEN c.bots END AS bots,
                p.role AS seat_role, p.visible_from, r.seq AS reply_seq, k.seq AS sent_seq, k.body_hash
            """.stripTrailing();

    static Ground read(ResultSet row) throws SQLException {
        long reply = row.getLong("reply_seq");
        byte @Nullable [] hash = row.getBytes("body_hash");
        return new Ground(
                ParticipantRole.parse(row.getString("seat_role")),
                row.getLong("head_seq"),
                row.getLong("posted_count"),
                Conversations.type(row),
                bots(row),
                reply > 0 && reply >= row.getLong("visible_from"),
                row.getLong("sent_seq"),
                hash == null ? null : BodyHash.fromBytes(hash));
    }

    private static List<UserId> bots(ResultSet row) throws SQLException {
        java.sql.@Nullable Array bots = row.getArray("bots");
        return bots == null
                ? List.of()
                : Arrays.stream((Object[]) bots.getArray())
                        .map(id -> new UserId(id.toString()))
                        .toList();
    }
}
