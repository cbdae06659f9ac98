package dev.parley.store.jdbc;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import dev.parley.core.store.HistoryRetention;
import dev.parley.core.store.HistoryRule;
import dev.parley.core.store.LegalHold;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The retention facet. What changes a conversation locks its row first, as whoever posts does. */
final class JdbcHistoryRetention implements HistoryRetention {

    private final Transactions transactions;
    private final InstantSource clock;

    JdbcHistoryRetention(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A conversation that was looked at. */
    private record Looked(Candidate conversation, boolean due) {

        static Looked read(ResultSet row, HistoryRule rule) throws SQLException {
            boolean old = row.getObject("old") != null;
            boolean held = row.getObject("held_since") != null;
            return new Looked(
                    new Candidate(
                            new TenantId(row.getString("tenant")), new ConversationId(row.getObject("id", UUID.class))),
                    old && !held && row.getLong("entries") > rule.keepAtLeast());
        }
    }

    @Override
    public Page<Candidate, ConversationId> candidates(
            HistoryRule rule, @Nullable ConversationId after, int limit, Deadline deadline) {
        Instant before = Times.now(clock).minus(rule.keepFor());
        List<Looked> looked = transactions.read(Scope.everywhere(), deadline, session -> {
            Query query = session.query(after == null ? TrimmingSql.CANDIDATES_FIRST : TrimmingSql.CANDIDATES_NEXT);
            if (after != null) {
                query.bind("after", after.value());
            }
            return query.bind("before", Times.column(before))
                    .bind("limit", limit)
                    .map((row, context) -> Looked.read(row, rule))
                    .list();
        });
        List<Candidate> due = new ArrayList<>();
        for (Looked one : looked) {
            if (one.due()) {
                due.add(one.conversation());
            }
        }
        return new Page<>(
                due,
                looked.size() < limit
                        ? null
                        : looked.get(limit - 1).conversation().conversation());
    }

    @Override
    public Outcome<Trimmed> trim(
            TenantId tenant, ConversationId conversation, HistoryRule rule, int limit, Deadline deadline) {
        return locked(
                tenant,
                conversation,
                deadline,
                (session, locked) -> locked.hold() != null
                        ? Outcome.refused(ErrorCode.LEGAL_HOLD)
                        : Outcome.done(new Trimming(session, locked).run(rule, Times.now(clock), limit)));
    }

    @Override
    public Outcome<LegalHold> hold(TenantId tenant, ConversationId conversation, String reason, Deadline deadline) {
        LegalHold hold = new LegalHold(tenant, conversation, Times.now(clock), reason);
        return locked(tenant, conversation, deadline, (session, locked) -> {
            if (locked.hold() != null) {
                return Outcome.done(locked.hold());
            }
            session.update(Holds.SET)
                    .bind("conversation", conversation.value())
                    .bind("at", Times.column(hold.since()))
                    .bind("reason", reason)
                    .execute();
            return Outcome.done(hold);
        });
    }

    @Override
    public Outcome<Boolean> release(TenantId tenant, ConversationId conversation, Deadline deadline) {
        return locked(
                tenant,
                conversation,
                deadline,
                (session, locked) -> Outcome.done(session.update(Holds.RELEASE)
                                .bind("conversation", conversation.value())
                                .execute()
                        > 0));
    }

    @Override
    public Page<LegalHold, ConversationId> holds(
            TenantId tenant, @Nullable ConversationId after, int limit, Deadline deadline) {
        return transactions.read(Scope.worker(tenant), deadline, session -> Holds.list(session, tenant, after, limit));
    }

    private <T> Outcome<T> locked(
            TenantId tenant,
            ConversationId conversation,
            Deadline deadline,
            BiFunction<Session, Trimming.Locked, Outcome<T>> step) {
        return Failures.orRefused(() -> transactions.write(
                Scope.worker(tenant).in(conversation),
                deadline,
                session -> session.query(TrimmingSql.LOCK)
                        .bind("conversation", conversation.value())
                        .bind("tenant", tenant.value())
                        .map((row, context) -> Trimming.Locked.read(row))
                        .findOne()
                        .map(locked -> step.apply(session, locked))
                        .orElseGet(() -> Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND))));
    }
}
