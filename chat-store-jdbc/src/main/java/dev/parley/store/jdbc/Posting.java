package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationType;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.BodyHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends a message. One query takes the lock and answers everything that has to be known: the seat, an earlier message
 * with the same key, the message replied to. An earlier message that was written while the query waited for the lock is
 * not in its answer; then the insert meets the unique index, and the work is done again.
 */
final class Posting {

    private static final String QUERY = "SELECT " + Seat.COLUMNS
            + ", c.bots, c.direct_until, r.seq AS reply_seq, k.body_hash, " + EntryRows.columnsOf("k") + """

            FROM parley_conversation c
            JOIN parley_participant p ON p.conversation_id = c.id AND p.user_id = :user AND p.tenant = :tenant
            LEFT JOIN parley_entry k ON k.conversation_id = c.id AND k.author = :user AND k.idempotency_key = :key
            LEFT JOIN parley_entry r ON r.conversation_id = c.id AND r.seq = :replyTo AND r.type = 'posted'
            WHERE c.id = :conversation
            """;

    private final InstantSource clock;

    Posting(InstantSource clock) {
        this.clock = clock;
    }

    /** What is known when the lock is held. */
    private record Ground(
            Seat seat,
            List<UserId> bots,
            ConversationType type,
            boolean replyVisible,
            @Nullable BodyHash sentBefore,
            @Nullable Message message) {

        static Ground read(ResultSet row, Principal author, ConversationId conversation) throws SQLException {
            Seat seat = Seat.read(row, author, conversation);
            long reply = row.getLong("reply_seq");
            boolean replyVisible = !row.wasNull() && seat.sees(reply);
            byte @Nullable [] hash = row.getBytes("body_hash");
            return new Ground(
                    seat,
                    bots(row),
                    Conversations.type(row),
                    replyVisible,
                    hash == null ? null : BodyHash.fromBytes(hash),
                    EntryRows.message(row));
        }

        private static List<UserId> bots(ResultSet row) throws SQLException {
            Object[] ids = (Object[]) row.getArray("bots").getArray();
            return Arrays.stream(ids).map(id -> new UserId(id.toString())).toList();
        }
    }

    AppendResult append(Session session, Principal author, ConversationId conversation, Draft draft) {
        Seat.lockFirst(session, author, conversation);
        @Nullable MessageId replyTo = draft.replyTo().orElse(null);
        boolean elsewhere = replyTo != null && !replyTo.conversation().equals(conversation);
        Optional<Ground> ground = Session.seated(
                        session.query(QUERY + session.dialect().seatLock()), author, conversation)
                .bind("key", draft.key().value())
                .bind("replyTo", replyTo == null || elsewhere ? null : (Long) replyTo.seq())
                .map((row, context) -> Ground.read(row, author, conversation))
                .findOne();
        return ground.map(known -> answer(session, known, author, draft, replyTo))
                .orElseGet(AppendResult.NotFound::new);
    }

    private AppendResult answer(
            Session session, Ground ground, Principal author, Draft draft, @Nullable MessageId replyTo) {
        BodyHash hash = BodyHash.of(draft);
        if (ground.message() != null) {
            // An erased body matches any: a repeat must neither post again nor tell what was said.
            return ground.sentBefore() == null || hash.equals(ground.sentBefore())
                    ? new AppendResult.Duplicate(ground.message())
                    : new AppendResult.Conflict();
        }
        if (replyTo != null && !ground.replyVisible()) {
            throw ChatException.invalid(
                    ErrorCode.REPLY_TO_UNKNOWN, "replyTo", "must be a message of this conversation that you can see");
        }
        Seat seat = ground.seat();
        Message message = new Message(
                new MessageId(seat.conversation(), seat.head() + 1),
                author.user(),
                kindOf(seat, draft),
                draft.text(),
                replyTo,
                Times.now(clock),
                null,
                1,
                false,
                seat.posted() + 1,
                null);
        PostingSql.write(session, message, draft.key(), hash);
        return new AppendResult.Appended(
                message, message.kind() == MessageKind.USER ? ask(session, ground, author, draft, message) : List.of());
    }

    private static List<TurnId> ask(Session session, Ground ground, Principal author, Draft draft, Message message) {
        List<UserId> asked = draft.asked(ground.bots(), ground.type());
        if (asked.isEmpty()) {
            return List.of();
        }
        return asked.size() == ground.bots().size()
                ? TurnLines.askAll(session, author.tenant(), message, asked)
                : TurnLines.askSome(session, author.tenant(), message, asked);
    }

    private static MessageKind kindOf(Seat author, Draft draft) {
        if (draft.isNotice()) {
            return MessageKind.SYSTEM;
        }
        return author.role() == ParticipantRole.BOT ? MessageKind.BOT : MessageKind.USER;
    }
}
