package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.TurnContext;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnHold;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The turns facet: opens the transaction, and lets the parts do the rest. */
final class JdbcChatTurns implements ChatTurns {

    /** No row says that there is no seat, a row without a turn that there is none or that the seat does not see it. */
    private static final String FIND = "SELECT p.visible_from, " + TurnRow.COLUMNS + """

            FROM parley_participant p
            LEFT JOIN parley_turn t
                ON t.conversation_id = p.conversation_id AND t.message_seq = :message AND t.bot = :bot
            WHERE p.conversation_id = :conversation AND p.user_id = :user AND p.tenant = :tenant
            """;

    private final Transactions transactions;
    private final TurnEndings endings;

    JdbcChatTurns(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.endings = new TurnEndings(clock);
    }

    @Override
    public Optional<TurnLease> claim(TurnId turn, Duration duration, Deadline deadline) {
        return transactions.write(Scope.everywhere(), deadline, session -> TurnLeases.claim(session, turn, duration));
    }

    @Override
    public List<TurnLease> claimDue(Collection<UserId> bots, Duration duration, int limit, Deadline deadline) {
        return transactions.write(
                Scope.everywhere(), deadline, session -> TurnLeases.claimDue(session, bots, duration, limit));
    }

    @Override
    public Optional<TurnContext> context(TurnLease lease, int maxTurns, Deadline deadline) {
        return transactions.read(
                Scope.worker(lease.tenant()).in(lease.turn().conversation()),
                deadline,
                session -> TurnContexts.read(session, lease, maxTurns));
    }

    @Override
    public TurnHold write(TurnLease lease, int offset, String text, Duration duration, Deadline deadline) {
        return transactions.write(
                Scope.worker(lease.tenant()).in(lease.turn().conversation()),
                deadline,
                session -> TurnLeases.write(session, lease, offset, text, duration));
    }

    @Override
    public TurnHold release(TurnLease lease, Duration delay, boolean counts, Deadline deadline) {
        return transactions.write(
                Scope.worker(lease.tenant()).in(lease.turn().conversation()),
                deadline,
                session -> TurnLeases.release(session, lease, delay, counts));
    }

    @Override
    public Optional<FinishedTurn> finish(TurnLease lease, TurnEnding ending, Deadline deadline) {
        return transactions.write(
                Scope.worker(lease.tenant()).in(lease.turn().conversation()),
                deadline,
                session -> endings.finish(session, lease, ending));
    }

    @Override
    public Outcome<List<FinishedTurn>> stop(Principal principal, ConversationId conversation, Deadline deadline) {
        return Failures.orRefused(() -> transactions.write(
                Scope.of(principal, conversation),
                deadline,
                session -> endings.stop(session, principal, conversation)));
    }

    @Override
    public Outcome<TurnStatus> find(Principal principal, TurnId turn, Deadline deadline) {
        return Failures.orRefused(() -> transactions.read(
                Scope.of(principal, turn.conversation()),
                deadline,
                session -> Session.seated(TurnRow.bind(session.query(FIND), turn), principal, turn.conversation())
                        .map((row, context) -> visible(row))
                        .findOne()
                        .orElseGet(() -> Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND))));
    }

    private static Outcome<TurnStatus> visible(ResultSet row) throws SQLException {
        long seq = row.getLong("message_seq");
        return row.wasNull() || seq < row.getLong("visible_from")
                ? Outcome.refused(ErrorCode.TURN_NOT_FOUND)
                : Outcome.done(TurnRow.read(row).status());
    }
}
