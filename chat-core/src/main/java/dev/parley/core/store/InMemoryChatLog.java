package dev.parley.core.store;

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
import dev.parley.core.time.Deadline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The log facet in memory: finds the conversation, takes its lock, checks the seat, and lets the state do the rest. */
final class InMemoryChatLog implements ChatLog {

    private static final Comparator<ConversationSummary> LATEST_FIRST = Comparator.comparing(
                    ConversationSummary::lastActivity)
            .thenComparing(ConversationSummary::id)
            .reversed();

    private final InMemoryChatStore store;

    InMemoryChatLog(InMemoryChatStore store) {
        this.store = store;
    }

    @Override
    public Outcome<Conversation> create(
            Principal principal, NewConversation conversation, IdempotencyKey key, Deadline deadline) {
        return store.writes().writing(() -> createWritable(principal, conversation, key, deadline));
    }

    private Outcome<Conversation> createWritable(
            Principal principal, NewConversation conversation, IdempotencyKey key, Deadline deadline) {
        deadline.check();
        ConversationId id = ConversationId.derived(principal.tenant(), principal.user(), key);
        Optional<Conversation> created = store.creating(() -> created(id, principal, conversation), deadline);
        if (created.isEmpty()) {
            BodyHash body = BodyHash.of(conversation);
            return seated(
                            principal,
                            id,
                            deadline,
                            (state, seat) -> body.equals(state.creation)
                                    ? Outcome.done(state.toConversation())
                                    : Outcome.<Conversation>refused(ErrorCode.IDEMPOTENCY_CONFLICT))
                    .orElseGet(() -> Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
        }
        return Outcome.done(created.get());
    }

    /** {@return the new conversation, unless there is one with this id} */
    private Optional<Conversation> created(ConversationId id, Principal principal, NewConversation conversation) {
        ConversationState created = store.newConversation(id, principal, conversation);
        Conversation answer = created.toConversation();
        if (store.putIfAbsent(created).isPresent()) {
            return Optional.empty();
        }
        answer.participants().forEach(participant -> store.link(principal.tenant(), participant.user(), created));
        return Optional.of(answer);
    }

    @Override
    public Optional<Conversation> find(Principal principal, ConversationId conversation, Deadline deadline) {
        return seated(principal, conversation, deadline, (state, seat) -> state.toConversation());
    }

    @Override
    public Outcome<Change> rename(Principal principal, ConversationId conversation, String title, Deadline deadline) {
        return store.writes()
                .writing(() -> orNotFound(seated(
                        principal, conversation, deadline, (state, seat) -> state.rename(seat, title, store.now()))));
    }

    @Override
    public Outcome<Change> addParticipant(
            Principal principal,
            ConversationId conversation,
            UserId user,
            ParticipantRole role,
            int maxParticipants,
            Deadline deadline) {
        return store.writes()
                .writing(() -> orNotFound(seated(principal, conversation, deadline, (state, seat) -> {
                    Outcome<Change> joined = state.join(seat, user, role, maxParticipants, store.now());
                    if (joined instanceof Outcome.Done) {
                        store.link(principal.tenant(), user, state);
                    }
                    return joined;
                })));
    }

    @Override
    public Outcome<Change> removeParticipant(
            Principal principal, ConversationId conversation, UserId user, Deadline deadline) {
        return store.writes()
                .writing(() -> orNotFound(seated(
                        principal, conversation, deadline, (state, seat) -> state.leave(seat, user, store.now()))));
    }

    @Override
    public AppendResult append(Principal principal, ConversationId conversation, Draft draft, Deadline deadline) {
        return store.writes()
                .appending(() -> seated(
                                principal,
                                conversation,
                                deadline,
                                (state, seat) -> state.append(seat, draft, store.now()))
                        .orElseGet(AppendResult.NotFound::new));
    }

    @Override
    public Outcome<Revision> revise(
            Principal principal, MessageId message, int expectedRevision, String text, Deadline deadline) {
        return store.writes()
                .writing(() -> orNotFound(seated(
                        principal,
                        message.conversation(),
                        deadline,
                        (state, seat) -> state.revise(seat, message, expectedRevision, text, store.now()))));
    }

    @Override
    public Outcome<Change> redact(Principal principal, MessageId message, Deadline deadline) {
        return store.writes()
                .writing(() -> orNotFound(seated(
                        principal,
                        message.conversation(),
                        deadline,
                        (state, seat) -> state.hold == null
                                ? state.redact(seat, message, store.now())
                                : Outcome.refused(ErrorCode.LEGAL_HOLD))));
    }

    @Override
    public Outcome<Page<Message, Long>> messages(
            Principal principal, ConversationId conversation, HistoryRange range, Deadline deadline) {
        return orNotFound(seated(
                principal,
                conversation,
                deadline,
                (state, seat) -> Outcome.done(state.log.messages(range, seat.visibleFrom()))));
    }

    @Override
    public Outcome<Page<Entry, Long>> entries(
            Principal principal, ConversationId conversation, long after, int limit, Deadline deadline) {
        return orNotFound(seated(
                principal,
                conversation,
                deadline,
                (state, seat) -> Outcome.done(state.log.entries(after, limit, seat.visibleFrom()))));
    }

    @Override
    public Page<ConversationSummary, ListCursor> conversationsOf(
            Principal principal, @Nullable ListCursor cursor, int limit, Deadline deadline) {
        List<ConversationSummary> summaries = new ArrayList<>();
        for (ConversationState state : store.conversationsOf(principal.tenant(), principal.user())) {
            seated(principal, state.id, deadline, ConversationState::summaryFor).ifPresent(summaries::add);
        }
        List<ConversationSummary> read = summaries.stream()
                .sorted(LATEST_FIRST)
                .filter(summary -> cursor == null || isBehind(summary, cursor))
                .limit(limit + 1L)
                .toList();
        return Page.cut(read, limit, last -> new ListCursor(last.lastActivity(), last.id()));
    }

    private static boolean isBehind(ConversationSummary summary, ListCursor cursor) {
        int order = summary.lastActivity().compareTo(cursor.lastActivity());
        return order < 0 || (order == 0 && summary.id().compareTo(cursor.conversation()) < 0);
    }

    @Override
    public Outcome<Long> advanceMarker(Principal principal, ConversationId conversation, long seq, Deadline deadline) {
        return store.writes()
                .writing(() -> orNotFound(seated(
                        principal,
                        conversation,
                        deadline,
                        (state, seat) -> Outcome.done(state.advanceMarker(seat, seq)))));
    }

    private <R> Optional<R> seated(
            Principal principal,
            ConversationId conversation,
            Deadline deadline,
            BiFunction<ConversationState, Seat, R> step) {
        return store.seated(principal, conversation, deadline, step);
    }

    private static <T> Outcome<T> orNotFound(Optional<Outcome<T>> outcome) {
        return outcome.orElseGet(() -> Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
    }
}
