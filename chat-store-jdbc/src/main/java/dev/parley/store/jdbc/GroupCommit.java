package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.Settlement.Way;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Appends drafts, those that arrive together in one transaction. A batch holds one tenant. It passes over conversations
 * that another transaction has locked, so that one of them never holds up the others; their drafts go on in a line of
 * their conversation, which waits for the lock. When a batch fails and nothing of it was written, its drafts are tried
 * again with fewer others, and in the end alone, so that one which can't be written fails alone.
 *
 * <p>Until a batch is written it has the time of its leader, which as a rule has waited longest and has the least. When
 * that runs out, the others line up again. From then on it has the time of the most patient: a commit that is given up
 * leaves all in doubt. So a leader may hear late that its message is written.
 */
final class GroupCommit {

    /** How many may wait in a line. So many fill 64 batches. */
    private static final int MOST_WAITING = 16_384;

    /**
     * How many lines the conversations of a tenant are spread over, so that one batch is made or answered while the other one is
     * with the database. By conversation, or one of two batches would often have to wait for the other.
     */
    private static final int PARTS = 2;

    private final Transactions transactions;
    private final Posting posting;
    private final ConcurrentHashMap<Key, Entrance> lines = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Of a conversation, or of a part of the conversations of a tenant. */
    private record Key(TenantId tenant, int part, @Nullable ConversationId conversation) {

        static Key of(Pending pending, Way way) {
            TenantId tenant = pending.author().tenant();
            ConversationId conversation = pending.conversation();
            return way == Way.TENANT
                    ? new Key(tenant, GroupCommit.part(conversation), null)
                    : new Key(tenant, 0, conversation);
        }
    }

    /** A line, and how many threads are in it: a line is forgotten when the last one has left. */
    private record Entrance(Line line, int threads) {

        Entrance with(int more) {
            return new Entrance(line, threads + more);
        }
    }

    GroupCommit(Transactions transactions, Posting posting) {
        this.transactions = transactions;
        this.posting = posting;
    }

    AppendResult append(Principal author, ConversationId conversation, Draft draft, Deadline deadline) {
        Way way = Way.TENANT;
        while (true) {
            deadline.check();
            Pending pending = new Pending(author, conversation, draft, deadline);
            Settlement settlement = way == Way.ALONE ? alone(pending) : together(pending, way);
            if (settlement instanceof Settlement.Answered answered) {
                return answered.result();
            }
            if (settlement instanceof Settlement.Failed failed) {
                throw failed.failure();
            }
            if (settlement instanceof Settlement.Again again) {
                way = again.way();
            }
        }
    }

    /** {@return in which of the lines of its tenant a conversation is} */
    static int part(ConversationId conversation) {
        return Math.floorMod(conversation.hashCode(), PARTS);
    }

    private Settlement together(Pending pending, Way way) {
        Key key = Key.of(pending, way);
        Entrance entered =
                lines.compute(key, (k, entrance) -> entrance == null ? new Entrance(line(way), 1) : entrance.with(1));
        try {
            if (closed) {
                throw Failures.closed();
            }
            return entered.line().pass(pending);
        } finally {
            lines.computeIfPresent(key, (k, entrance) -> entrance.threads() == 1 ? null : entrance.with(-1));
        }
    }

    private Line line(Way way) {
        return new Line(batch -> commit(batch, way), MOST_WAITING);
    }

    private void commit(Line.Batch batch, Way way) {
        List<Pending> members = batch.members();
        try {
            transactions
                    .attempt(scope(members), batch.leader().deadline(), session -> {
                        Map<Pending, Settlement> settlements =
                                posting.append(session, members, () -> write(session, batch), way != Way.TENANT);
                        if (!transactions.goOneByOne()) {
                            batch.handOn();
                        }
                        return settlements;
                    })
                    .forEach(Pending::settle);
        } catch (Conflict e) {
            members.forEach(member -> member.settle(new Settlement.Again(way.narrower())));
        } catch (ChatException e) {
            members.forEach(member -> member.settle(failed(member, batch, way, e)));
        }
    }

    private static void write(Session session, Line.Batch batch) throws SQLException {
        batch.seal();
        Deadline latest = batch.latest();
        if (latest != batch.leader().deadline()) {
            session.extend(latest);
        }
    }

    /** {@return the scope of all authors} */
    private static Scope scope(List<Pending> members) {
        Set<UserId> authors = new HashSet<>();
        members.forEach(member -> authors.add(member.author().user()));
        return Scope.writer(members.get(0).author().tenant(), authors);
    }

    private static Settlement failed(Pending member, Line.Batch batch, Way way, ChatException failure) {
        boolean shared = batch.members().size() > 1;
        if (!shared) {
            return new Settlement.Failed(failure);
        }
        if (isOfLeader(batch, failure)) {
            return member == batch.leader() ? new Settlement.Failed(failure) : new Settlement.Again(way);
        }
        return switch (failure.code()) {
            case OUTCOME_UNKNOWN, STORE_UNAVAILABLE, STORE_OVERLOADED, STORE_READ_ONLY, CLOSED, CONFIGURATION ->
                // Each thread throws its own: one that several throw gathers what each of them suppresses.
                new Settlement.Failed(member == batch.leader() ? failure : Failures.again(failure));
            default -> new Settlement.Again(way.narrower());
        };
    }

    /** {@return whether it failed for want of the leader's time, or by its interrupt, and nothing is written} */
    private static boolean isOfLeader(Line.Batch batch, ChatException failure) {
        return switch (failure.code()) {
            case DEADLINE_EXCEEDED -> true;
            case OUTCOME_UNKNOWN -> false;
            case STORE_UNAVAILABLE -> Thread.currentThread().isInterrupted() || batch.leaderIsLate();
            default -> batch.leaderIsLate();
        };
    }

    /** Nobody else could withdraw it, so there is nothing to seal. */
    private Settlement alone(Pending pending) {
        return Objects.requireNonNull(transactions
                .write(
                        scope(List.of(pending)),
                        pending.deadline(),
                        session -> posting.append(session, List.of(pending), () -> {}, true))
                .get(pending));
    }

    /** Lets nobody wait any longer. */
    void close() {
        closed = true;
        lines.values().forEach(entrance -> entrance.line().close());
    }
}
