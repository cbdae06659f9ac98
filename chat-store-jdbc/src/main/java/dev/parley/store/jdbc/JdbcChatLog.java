package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.Revision;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.ListCursor;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The log facet: opens the transaction, takes the seat, and lets the parts do the rest. */
final class JdbcChatLog implements ChatLog {

    private final Transactions transactions;
    private final Creation creation;
    private final Participation participation;
    private final GroupCommit posting;
    private final Revisions revisions;

    JdbcChatLog(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.creation = new Creation(clock);
        this.participation = new Participation(clock);
        this.posting = new GroupCommit(transactions, new Posting(clock));
        this.revisions = new Revisions(clock);
    }

    @Override
    public Outcome<Conversation> create(
            Principal principal, NewConversation conversation, IdempotencyKey key, Deadline deadline) {
        return Failures.orRefused(() -> transactions.write(
                Scope.of(principal), deadline, session -> creation.create(session, principal, conversation, key)));
    }

    @Override
    public Optional<Conversation> find(Principal principal, ConversationId conversation, Deadline deadline) {
        return transactions.read(
                Scope.of(principal, conversation),
                deadline,
                session -> Conversations.find(session, principal, conversation));
    }

    @Override
    public Outcome<Change> rename(Principal principal, ConversationId conversation, String title, Deadline deadline) {
        return seated(principal, conversation, deadline, (session, seat) -> participation.rename(session, seat, title));
    }

    @Override
    public Outcome<Change> addParticipant(
            Principal principal,
            ConversationId conversation,
            UserId user,
            ParticipantRole role,
            int maxParticipants,
            Deadline deadline) {
        return seated(
                principal,
                conversation,
                deadline,
                (session, seat) -> participation.join(session, seat, principal.tenant(), user, role, maxParticipants));
    }

    @Override
    public Outcome<Change> removeParticipant(
            Principal principal, ConversationId conversation, UserId user, Deadline deadline) {
        return seated(principal, conversation, deadline, (session, seat) -> participation.leave(session, seat, user));
    }

    @Override
    public AppendResult append(Principal principal, ConversationId conversation, Draft draft, Deadline deadline) {
        Outcome<AppendResult> outcome =
                Failures.orRefused(() -> Outcome.done(posting.append(principal, conversation, draft, deadline)));
        return outcome instanceof Outcome.Refused<AppendResult> refused
                ? new AppendResult.Refused(refused.code(), refused.retryAfter().orElse(Failures.RETRY_AFTER))
                : outcome.orThrow();
    }

    /** Lets no append wait any longer. */
    void close() {
        posting.close();
    }

    @Override
    public Outcome<Revision> revise(
            Principal principal, MessageId message, int expectedRevision, String text, Deadline deadline) {
        return seated(
                principal,
                message.conversation(),
                deadline,
                (session, seat) -> revisions.revise(session, seat, message, expectedRevision, text));
    }

    @Override
    public Outcome<Change> redact(Principal principal, MessageId message, Deadline deadline) {
        return seated(
                principal,
                message.conversation(),
                deadline,
                (session, seat) -> Holds.isHeld(session, seat.conversation())
                        ? Outcome.refused(ErrorCode.LEGAL_HOLD)
                        : revisions.redact(session, seat, message));
    }

    @Override
    public Outcome<Page<Message, Long>> messages(
            Principal principal, ConversationId conversation, HistoryRange range, Deadline deadline) {
        return Failures.orRefused(() -> transactions.read(
                Scope.of(principal, conversation),
                deadline,
                session -> History.messages(session, principal, conversation, range)));
    }

    @Override
    public Outcome<Page<Entry, Long>> entries(
            Principal principal, ConversationId conversation, long after, int limit, Deadline deadline) {
        return Failures.orRefused(() -> transactions.read(
                Scope.of(principal, conversation),
                deadline,
                session -> History.entries(session, principal, conversation, after, limit)));
    }

    @Override
    public Page<ConversationSummary, ListCursor> conversationsOf(
            Principal principal, @Nullable ListCursor cursor, int limit, Deadline deadline) {
        return transactions.read(
                Scope.of(principal), deadline, session -> Conversations.list(session, principal, cursor, limit));
    }

    @Override
    public Outcome<Long> advanceMarker(Principal principal, ConversationId conversation, long seq, Deadline deadline) {
        return Failures.orRefused(() -> transactions.write(
                Scope.of(principal, conversation),
                deadline,
                session -> Markers.advance(session, principal, conversation, seq)));
    }

    /** Runs a step in a transaction that holds the conversation's lock, if the principal takes part in it. */
    private <T> Outcome<T> seated(
            Principal principal,
            ConversationId conversation,
            Deadline deadline,
            BiFunction<Session, Seat, Outcome<T>> step) {
        return Failures.orRefused(() -> transactions.write(
                Scope.of(principal, conversation),
                deadline,
                session -> Seat.lock(session, principal, conversation)
                        .map(seat -> step.apply(session, seat))
                        .orElseGet(() -> Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND))));
    }
}
