package dev.parley.core;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.error.ChatException;
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
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatEvent;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.ErasureReport;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.ListCursor;
import dev.parley.core.store.Page;
import dev.parley.core.store.PersonalData;
import dev.parley.core.store.PersonalRecord;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The session of one principal: makes a {@link Call} of each method and sends it on its walk. */
final class EngineSession implements ChatSession {

    private final ChatEngine engine;
    private final Principal principal;
    private final SessionCalls calls;

    EngineSession(ChatEngine engine, Principal principal) {
        this.engine = engine;
        this.principal = principal;
        this.calls = new SessionCalls(engine, principal);
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
        return calls.read(
                conversation,
                limits -> {},
                deadline -> log().find(principal, conversation, deadline)
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND)));
    }

    @Override
    public Outcome<Page<ConversationSummary, ListCursor>> conversations(@Nullable ListCursor cursor, int limit) {
        return calls.repeatable(
                Action.LIST_CONVERSATIONS,
                null,
                limits -> limits.checkPageSize(limit),
                deadline -> Outcome.done(log().conversationsOf(principal, cursor, limit, deadline)));
    }

    @Override
    public Outcome<Change> rename(ConversationId conversation, String title) {
        return calls.once(
                Action.RENAME,
                conversation,
                limits -> limits.checkTitle(title),
                deadline -> told(conversation, log().rename(principal, conversation, title, deadline)));
    }

    @Override
    public Outcome<Change> addParticipant(ConversationId conversation, UserId user, ParticipantRole role) {
        int most = engine.limits().maxParticipants();
        return calls.once(
                Action.ADD_PARTICIPANT,
                conversation,
                limits -> {},
                deadline ->
                        told(conversation, log().addParticipant(principal, conversation, user, role, most, deadline)));
    }

    @Override
    public Outcome<Change> removeParticipant(ConversationId conversation, UserId user) {
        return calls.once(
                Action.REMOVE_PARTICIPANT,
                conversation,
                limits -> {},
                deadline -> told(conversation, log().removeParticipant(principal, conversation, user, deadline)));
    }

    @Override
    public Outcome<Change> leave(ConversationId conversation) {
        return removeParticipant(conversation, principal.user());
    }

    @Override
    public Outcome<Receipt> send(ConversationId conversation, Draft draft) {
        Outcome<Receipt> sent = engine.run(new Call<>(
                principal,
                draft.isNotice() ? Action.POST_NOTICE : Action.POST,
                conversation,
                engine.timeout(),
                true,
                limits -> limits.checkText(draft.text()),
                deadline -> {
                    Draft addressed = engine.live().addressed(draft);
                    AppendResult result = log().append(principal, conversation, addressed, deadline);
                    engine.live().appended(result);
                    return Receipt.from(result);
                },
                (receipt, took) ->
                        new ChatEvent.MessageSent(principal.tenant(), receipt.message(), receipt.repeat(), took)));
        if (sent instanceof Outcome.Done<Receipt> done) {
            engine.live().asked(done.value().turns());
        }
        return sent;
    }

    @Override
    public Outcome<Revision> edit(MessageId message, int expectedRevision, String text) {
        return calls.repeatable(
                Action.EDIT,
                message.conversation(),
                limits -> {
                    if (expectedRevision < 1) {
                        throw ChatException.invalid(ErrorCode.REVISION_OUT_OF_RANGE, "revision", "must be at least 1");
                    }
                    limits.checkText(text);
                },
                deadline -> {
                    Outcome<Revision> revised = log().revise(principal, message, expectedRevision, text, deadline);
                    if (revised instanceof Outcome.Done<Revision> done) {
                        engine.live()
                                .changed(message.conversation(), done.value().seq());
                    }
                    return revised;
                });
    }

    @Override
    public Outcome<Change> redact(MessageId message) {
        return calls.repeatable(
                Action.REDACT,
                message.conversation(),
                limits -> {},
                deadline -> told(message.conversation(), log().redact(principal, message, deadline)));
    }

    @Override
    public Outcome<Page<Message, Long>> messages(ConversationId conversation, HistoryRange range) {
        return calls.read(
                conversation,
                limits -> limits.checkPageSize(range.limit()),
                deadline -> log().messages(principal, conversation, range, deadline));
    }

    @Override
    public Outcome<Page<Entry, Long>> entries(ConversationId conversation, long after, int limit) {
        return calls.read(
                conversation,
                limits -> {
                    SessionCalls.requireSeq(after, "after");
                    limits.checkPageSize(limit);
                },
                deadline -> log().entries(principal, conversation, after, limit, deadline));
    }

    @Override
    public Outcome<Long> markRead(ConversationId conversation, long seq) {
        return calls.repeatable(
                Action.MARK_READ,
                conversation,
                limits -> SessionCalls.requireSeq(seq, "seq"),
                deadline -> engine.live().read(principal, conversation, seq, deadline));
    }

    @Override
    public Outcome<Subscription> subscribe(ConversationId conversation, long after, AccessCheck access) {
        return calls.repeatable(
                Action.SUBSCRIBE,
                conversation,
                limits -> SessionCalls.requireSeq(after, "after"),
                deadline -> engine.live().subscribe(principal, conversation, after, access, deadline));
    }

    @Override
    public Outcome<UserId> typing(ConversationId conversation) {
        return calls.repeatable(
                Action.TYPE,
                conversation,
                limits -> {},
                deadline -> engine.live().typing(principal, conversation, deadline));
    }

    @Override
    public Outcome<List<TurnStatus>> stopTurns(ConversationId conversation) {
        return calls.once(
                Action.STOP_TURN,
                conversation,
                limits -> {},
                deadline -> engine.live().stop(principal, conversation, deadline));
    }

    @Override
    public Outcome<TurnStatus> turn(TurnId turn) {
        return calls.repeatable(
                Action.READ,
                turn.conversation(),
                limits -> {},
                deadline -> engine.live().turn(principal, turn, deadline));
    }

    @Override
    public Outcome<Long> exportData(Consumer<PersonalRecord> sink) {
        return calls.personal(Action.EXPORT_DATA, deadline -> {
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
        return calls.personal(Action.ERASE_DATA, deadline -> {
            try {
                return Outcome.done(personalData().erase(principal, deadline));
            } catch (ChatException e) {
                if (e.code() == ErrorCode.LEGAL_HOLD) {
                    return Outcome.refused(ErrorCode.LEGAL_HOLD);
                }
                throw e;
            }
        });
    }

    private Outcome<Change> told(ConversationId conversation, Outcome<Change> change) {
        engine.live().changed(conversation, change);
        return change;
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
