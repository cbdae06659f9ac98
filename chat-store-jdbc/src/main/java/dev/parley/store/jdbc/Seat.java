package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A participant's place in a conversation, and the state of the conversation, under its lock: until the transaction ends
 * nobody else writes an entry or changes who takes part.
 */
record Seat(
        ConversationId conversation,
        UserId user,
        ParticipantRole role,
        long visibleFrom,
        long readSeq,
        String title,
        boolean openHistory,
        long head,
        long posted) {

    /** What {@link #read} needs. */
    static final String COLUMNS =
            "p.role AS seat_role, p.visible_from, p.read_seq, c.title, c.open_history, c.head_seq, c.posted_count";

    private static final String QUERY = "SELECT " + COLUMNS + """

            FROM parley_conversation c
            JOIN parley_participant p ON p.conversation_id = c.id AND p.user_id = :user AND p.tenant = :tenant
            WHERE c.id = :conversation
            """;

    /** {@return the seat, if the principal takes part in the conversation} */
    static Optional<Seat> lock(Session session, Principal principal, ConversationId conversation) {
        lockFirst(session, principal, conversation);
        return Session.seated(session.query(QUERY + session.dialect().seatLock()), principal, conversation)
                .map((row, context) -> read(row, principal, conversation))
                .findOne();
    }

    static void lockFirst(Session session, Principal principal, ConversationId conversation) {
        for (String lock : session.dialect().locksBeforeSeat()) {
            Session.seated(session.query(lock), principal, conversation)
                    .map((row, context) -> true)
                    .findOne();
        }
    }

    static Seat read(ResultSet row, Principal principal, ConversationId conversation) throws SQLException {
        return new Seat(
                conversation,
                principal.user(),
                ParticipantRole.parse(row.getString("seat_role")),
                row.getLong("visible_from"),
                row.getLong("read_seq"),
                row.getString("title"),
                row.getBoolean("open_history"),
                row.getLong("head_seq"),
                row.getLong("posted_count"));
    }

    /** {@return the same after one more message} */
    Seat past(Message message) {
        return new Seat(
                conversation, user, role, visibleFrom, readSeq, title, openHistory, message.seq(), message.ordinal());
    }

    boolean owns() {
        return role == ParticipantRole.OWNER;
    }

    boolean sees(long seq) {
        return seq >= visibleFrom;
    }
}
