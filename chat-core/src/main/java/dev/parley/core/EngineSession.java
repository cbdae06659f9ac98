package dev.parley.core;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.ChatLimits;
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
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatEvent;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.ErasureReport;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.ListCursor;
import dev.parley.core.store.Page;
import dev.parley.core.store.PersonalData;
import dev.parley.core.store.PersonalRecord;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The session of one principal: makes a {@link Call} of each method and sends it on its walk. */
final class EngineSession implements ChatSession {

    private final ChatEngine engine;
    private final Principal principal;

    EngineSession(ChatEngine engine, Principal principal) {
        this.engine = engine;
        this.principal = principal;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public Outcome<Conversation> create(NewConversation conversation) {
        return create(conversation, new IdempotencyKey(UUID.randomUUID().toString()));
    }

    @Override
    public Outcome<Conversation> create(NewConversation from, IdempotencyKey key) {
        NewConversation conversation = from.createdBy(principal.user());
        return engine.run(new Call<>(
                principal,
                Action.CREATE_CONVERSATION,
                null,
                engine.timeout(),
                true,
                limits -> limits.check(conversation),
                deadline -> log().create(principal, conversation, key, deadline),
                (created, took) -> new ChatEvent.ConversationCreated(principal.tenant(), created.id(), took)));
    }

    @Override
    public Outcome<Conversation> conversation(ConversationId conversation) {
        return read(
                conversation,
                limits -> {},
                deadline -> log().find(principal, conversation, deadline)
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND)));
    }

    @Override
    public Outcome<Page<ConversationSummary, ListCursor>> conversations(@Nullable ListCursor cursor, int limit) {
        return call(
                Action.LIST_CONVERSATIONS,
                null,
                limits -> limits.checkPageSize(limit),
                deadline -> Outcome.done(log().conversationsOf(principal, cursor, limit, deadline)));
    }

    @Override
    public Outcome<Change> rename(ConversationId conversation, String title) {
        return once(
                Action.RENAME,
                conversation,
                limits -> limits.checkTitle(title),
                deadline -> log().rename(principal, conversation, title, deadline));
    }

    @Override
    public Outcome<Change> addParticipant(ConversationId conversation, UserId user, ParticipantRole role) {
        int most = engine.limits().maxParticipants();
        return once(
                Action.ADD_PARTICIPANT,
                conversation,
                limits -> {},
                deadline -> log().addParticipant(principal, conversation, user, role, most, deadline));
    }

    @Override
    public Outcome<Change> removeParticipant(ConversationId conversation, UserId user) {
        return once(
                Action.REMOVE_PARTICIPANT,
                conversation,
                limits -> {},
                deadline -> log().removeParticipant(principal, conversation, user, deadline));
    }

    @Override
    public Outcome<Change> leave(ConversationId conversation) {
        return removeParticipant(conversation, principal.user());
    }

    @Override
    public Outcome<Receipt> send(ConversationId conversation, Draft draft) {
        return engine.run(new Call<>(
                principal,
                draft.isNotice() ? Action.POST_NOTICE : Action.POST,
                conversation,
                engine.timeout(),
                true,
                limits -> limits.checkText(draft.text()),
                deadline -> Receipt.from(log().append(principal, conversation, draft, deadline)),
                (receipt, took) ->
                        new ChatEvent.MessageSent(principal.tenant(), receipt.message(), receipt.repeat(), took)));
    }

    @Override
    public Outcome<Revision> edit(MessageId message, int expectedRevision, String text) {
        return call(
                Action.EDIT,
                message.conversation(),
                limits -> {
                    if (expectedRevision < 1) {
                        throw ChatException.invalid(ErrorCode.REVISION_OUT_OF_RANGE, "revision", "must be at least 1");
                    }
                    limits.checkText(text);
                },
                deadline -> log().revise(principal, message, expectedRevision, text, deadline));
    }

    @Override
    public Outcome<Change> redact(MessageId message) {
        return call(
                Action.REDACT,
                message.conversation(),
                limits -> {},
                deadline -> log().redact(principal, message, deadline));
    }

    @Override
    public Outcome<Page<Message, Long>> messages(ConversationId conversation, HistoryRange range) {
        return read(
                conversation,
                limits -> limits.checkPageSize(range.limit()),
                deadline -> log().messages(principal, conversation, range, deadline));
    }

    @Override
    public Outcome<Page<Entry, Long>> entries(ConversationId conversation, long after, int limit) {
        return read(
                conversation,
                limits -> {
                    requireSeq(after, "after");
                    limits.checkPageSize(limit);
                },
                deadline -> log().entries(principal, conversation, after, limit, deadline));
    }

    @Override
    public Outcome<Long> markRead(ConversationId conversation, long seq) {
        return call(
                Action.MARK_READ,
                conversation,
                limits -> requireSeq(seq, "seq"),
                deadline -> log().advanceMarker(principal, conversation, seq, deadline));
    }

    @Override
    public Outcome<Subscription> subscribe(ConversationId conversation, long after, AccessCheck access) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<UserId> typing(ConversationId conversation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<List<TurnStatus>> stopTurns(ConversationId conversation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<TurnStatus> turn(TurnId turn) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<Long> exportData(Consumer<PersonalRecord> sink) {
        return personal(Action.EXPORT_DATA, deadline -> {
            AtomicLong count = new AtomicLong();
            personalData()
                    .export(
                            principal,
                            item -> {
                                count.incrementAndGet();
                                SinkFailure.guard(sink, item);
                            },
                            deadline);
            return Outcome.done(count.get());
        });
    }

    @Override
    public Outcome<ErasureReport> eraseData() {
        return personal(
                Action.ERASE_DATA, deadline -> Outcome.done(personalData().erase(principal, deadline)));
    }

    private <T> Outcome<T> personal(Action action, Function<Deadline, Outcome<T>> step) {
        Duration timeout = engine.personalDataTimeout();
        return engine.run(new Call<>(principal, action, null, timeout, false, limits -> {}, step, done(action)));
    }

    private <T> Outcome<T> read(
            ConversationId conversation, Consumer<ChatLimits> validation, Function<Deadline, Outcome<T>> step) {
        return call(Action.READ, conversation, validation, step);
    }

    private <T> Outcome<T> call(
            Action action,
            @Nullable ConversationId conversation,
            Consumer<ChatLimits> validation,
            Function<Deadline, Outcome<T>> step) {
        return engine.run(
                new Call<>(principal, action, conversation, engine.timeout(), true, validation, step, done(action)));
    }

    /** A call that may not be repeated on its own: in between somebody else may have changed the same thing back. */
    private <T> Outcome<T> once(
            Action action,
            ConversationId conversation,
            Consumer<ChatLimits> validation,
            Function<Deadline, Outcome<T>> step) {
        return engine.run(
                new Call<>(principal, action, conversation, engine.timeout(), false, validation, step, done(action)));
    }

    private <T> BiFunction<T, Duration, ChatEvent> done(Action action) {
        return (value, took) -> new ChatEvent.CallDone(principal.tenant(), action, took);
    }

    private static void requireSeq(long seq, String field) {
        if (seq < 0) {
            throw ChatException.invalid(ErrorCode.SEQ_OUT_OF_RANGE, field, "must not be negative");
        }
    }

    private ChatLog log() {
        return engine.store().log();
    }

    private PersonalData personalData() {
        return engine.store()
                .personalData()
                .orElseThrow(() -> ChatException.fault(
                        ErrorCode.CAPABILITY_MISSING, "The store holds no personal-data capability", null));
    }
}
