package dev.parley.store.jdbc;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.store.LiveTurn;
import dev.parley.core.store.TurnLease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** A row of {@code parley_turn}. */
record TurnRow(
        TurnId id,
        TenantId tenant,
        TurnState state,
        int attempt,
        int tries,
        @Nullable TurnFailure failure,
        long answerSeq,
        int length) {

    /** What {@link #read} needs. */
    static final String COLUMNS =
            "t.conversation_id, t.message_seq, t.bot, t.tenant, t.state, t.running, t.attempt, t.tries, t.failure,"
                    + " t.answer_seq, t.length";

    /** The condition that finds one turn, by what {@link #bind} binds. */
    static final String KEY = "conversation_id = :conversation AND message_seq = :message AND bot = :bot";

    /** The same, as long as the lease that {@link #bind(SqlStatement, TurnLease)} binds holds. */
    static final String HELD = KEY + " AND state = 'first' AND running AND attempt = :attempt";

    private static final String FIND = "SELECT " + COLUMNS + " FROM parley_turn t WHERE " + KEY;

    static TurnRow read(ResultSet row) throws SQLException {
        return new TurnRow(
                new TurnId(
                        new ConversationId(row.getObject("conversation_id", UUID.class)),
                        row.getLong("message_seq"),
                        new UserId(row.getString("bot"))),
                new TenantId(row.getString("tenant")),
                state(row),
                row.getInt("attempt"),
                row.getInt("tries"),
                failure(row.getString("failure")),
                row.getLong("answer_seq"),
                row.getInt("length"));
    }

    /** Where in its line a turn stands is nobody's business but the line's. */
    private static TurnState state(ResultSet row) throws SQLException {
        String id = row.getString("state");
        return switch (id) {
            case "waiting", "first" -> row.getBoolean("running") ? TurnState.RUNNING : TurnState.PENDING;
            default -> TurnState.valueOf(id.toUpperCase(Locale.ROOT));
        };
    }

    private static @Nullable TurnFailure failure(@Nullable String id) {
        return id == null ? null : TurnFailure.valueOf(id.toUpperCase(Locale.ROOT));
    }

    static <S extends SqlStatement<S>> S bind(S statement, TurnId turn) {
        return statement
                .bind("conversation", turn.conversation().value())
                .bind("message", turn.seq())
                .bind("bot", turn.bot().value());
    }

    static <S extends SqlStatement<S>> S bind(S statement, TurnLease lease) {
        return bind(statement, lease.turn()).bind("attempt", lease.attempt());
    }

    /** {@return the turn as it is until the transaction ends} */
    static Optional<TurnRow> lock(Session session, TurnId turn) {
        return bind(session.query(FIND + " FOR UPDATE"), turn)
                .map((row, context) -> read(row))
                .findOne();
    }

    boolean heldBy(TurnLease lease) {
        return state == TurnState.RUNNING && attempt == lease.attempt();
    }

    /** {@return the lease of who claims it now} */
    TurnLease nextLease() {
        return new TurnLease(id, tenant, attempt + 1, tries + 1);
    }

    TurnRow ended(TurnState last, @Nullable TurnFailure reason, long answer) {
        return new TurnRow(id, tenant, last, attempt, tries, reason, answer, 0);
    }

    TurnStatus status() {
        MessageId answer = answerSeq == 0 ? null : new MessageId(id.conversation(), answerSeq);
        return new TurnStatus(id, state, attempt, failure, answer);
    }

    LiveTurn live() {
        return new LiveTurn(id, attempt, state, length);
    }
}
