package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatEngineBuilder;
import dev.parley.core.ChatSession;
import dev.parley.core.Receipt;
import dev.parley.core.auth.Action;
import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatEvent;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.HistoryRange;
import dev.parley.testkit.FaultInjectingStore.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The walk of a call through the engine: its stages, in order, and what it makes of a store that fails. */
class EngineWalkTest {

    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final String TOO_LONG = "x".repeat(16_001);

    private final FaultInjectingStore store = new FaultInjectingStore(ChatStore.inMemory(InstantSource.system()));
    private final List<ChatEvent> events = new ArrayList<>();
    private final ChatEngine engine = builder().build();
    private final ChatSession alice = engine.session(Principal.of("alice"));
    private final ConversationId room =
            alice.create(NewConversation.of("Room")).orThrow().id();

    private ChatEngineBuilder builder() {
        return ChatEngine.builder(store).timeout(Duration.ofMillis(500)).listener(events::add);
    }

    @AfterEach
    void close() {
        engine.close();
        store.close();
    }

    private List<String> texts() {
        return alice.messages(room, HistoryRange.latest(100)).orThrow().items().stream()
                .map(message -> message.text())
                .toList();
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void anAmbiguousCommitThatWasWrittenIsPostedOnce() {
        store.failNext(new Fault.AmbiguousWritten());
        Receipt receipt = alice.send(room, Draft.of("k", "text")).orThrow();
        assertThat(receipt.seq()).isEqualTo(1);
        assertThat(texts()).containsExactly("text");
        assertThat(events).contains(new ChatEvent.OutcomeAskedAgain(TENANT, Action.POST, 1));
    }

    @Test
    void anAmbiguousCommitThatWasNotWrittenIsPostedOnce() {
        store.failNext(new Fault.AmbiguousNotWritten(), new Fault.BeforeCommit(), new Fault.AmbiguousNotWritten());
        Receipt receipt = alice.send(room, Draft.of("k", "text")).orThrow();
        assertThat(receipt.repeat()).isFalse();
        assertThat(texts()).containsExactly("text");
    }

    @Test
    void whatStaysUnknownIsAFaultThatSaysSo() {
        store.failNext(Stream.generate(Fault.BeforeCommit::new).limit(100).toArray(Fault[]::new));
        assertFails(ErrorCode.STORE_UNAVAILABLE, () -> alice.send(room, Draft.of("k", "text")));
        FaultInjectingStore away = new FaultInjectingStore(ChatStore.inMemory(InstantSource.system()));
        ChatSession session =
                ChatEngine.builder(away).timeout(Duration.ofMillis(200)).build().session(Principal.of("alice"));
        ConversationId elsewhere =
                session.create(NewConversation.of("Room")).orThrow().id();
        List<Fault> faults = new ArrayList<>(List.of(new Fault.AmbiguousNotWritten()));
        Stream.generate(Fault.BeforeCommit::new).limit(1_000).forEach(faults::add);
        away.failNext(faults.toArray(Fault[]::new));
        assertThatThrownBy(() -> session.send(elsewhere, Draft.of("k", "text")))
                .isInstanceOfSatisfying(ChatException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
                    assertThat(e.retryAfter()).isPresent();
                });
    }

    /** A second removal would be refused although the first one was carried out. */
    @Test
    void whatIsNotRepeatableIsNotAskedAgain() {
        alice.addParticipant(room, new UserId("bob"), ParticipantRole.MEMBER).orThrow();
        store.failNext(new Fault.AmbiguousWritten());
        assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> alice.removeParticipant(room, new UserId("bob")));
        assertThat(events).noneMatch(ChatEvent.OutcomeAskedAgain.class::isInstance);
    }

    @Test
    void aStoreThatIsAwayIsAFaultAndNothingIsWritten() {
        store.failNext(new Fault.BeforeCommit());
        assertFails(ErrorCode.STORE_UNAVAILABLE, () -> alice.send(room, Draft.of("k", "text")));
        assertThat(texts()).isEmpty();
        assertThat(events)
                .anyMatch(event -> event instanceof ChatEvent.CallFailed failed
                        && failed.code() == ErrorCode.STORE_UNAVAILABLE
                        && failed.action() == Action.POST);
    }

    @Test
    void aSlowStoreEndsAtTheDeadline() {
        store.failNext(new Fault.Slow(Duration.ofHours(1)));
        long start = System.nanoTime();
        assertFails(ErrorCode.DEADLINE_EXCEEDED, () -> alice.send(room, Draft.of("k", "text")));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(5 * 500));
        assertThat(texts()).isEmpty();
    }

    @Test
    void aStoreThatIsSlowButInTimeAnswers() {
        store.failNext(new Fault.Slow(Duration.ofMillis(5)));
        assertThat(alice.send(room, Draft.of("k", "text")).orThrow().seq()).isEqualTo(1);
    }

    @Test
    void aDefectOfAnAdapterHasACodeToo() {
        store.failNext(new Fault.Defect());
        assertThatThrownBy(() -> alice.send(room, Draft.of("k", "text")))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    /** The text is too long, the limit is spent, and the host says no: the first stage answers. */
    @Test
    void stagesComeInOrder() {
        List<String> asked = new ArrayList<>();
        ChatSession denied = builder()
                .authorizer((principal, action, conversation, deadline) -> {
                    asked.add("authorizer");
                    return asked.size() > 2 ? Authorization.allowed() : Authorization.denied("closed_room");
                })
                .rateLimiter(RateLimiter.unlimited(), (principal, action, resource) -> {
                    asked.add("limiter " + action.id());
                    return List.of();
                })
                .build()
                .session(Principal.of("alice"));
        Draft draft = Draft.of("k", TOO_LONG);
        assertThat(denied.send(room, draft)).isEqualTo(Outcome.refused(ErrorCode.DENIED));
        assertThat(denied.send(room, draft)).isEqualTo(Outcome.refused(ErrorCode.DENIED));
        assertFails(ErrorCode.TEXT_TOO_LONG, () -> denied.send(room, draft));
        assertThat(asked).containsExactly("authorizer", "authorizer", "authorizer", "limiter post");
        assertThat(texts()).isEmpty();
    }

    @Test
    void anAuthorizerThatIsAwayNeverGrants() {
        ChatException away = ChatException.passing(
                ErrorCode.STORE_UNAVAILABLE, "The policy can't be read", Duration.ofSeconds(1), null);
        ChatSession session = builder()
                .authorizer((principal, action, conversation, deadline) -> {
                    throw away;
                })
                .build()
                .session(Principal.of("alice"));
        assertThatThrownBy(() -> session.send(room, Draft.of("k", "text"))).isSameAs(away);
        assertThat(texts()).isEmpty();
    }

    @Test
    void onlyServicesSendNotices() {
        Draft notice = Draft.notice(LogFixture.newKey(), "closing soon");
        assertThat(alice.send(room, notice)).isEqualTo(Outcome.refused(ErrorCode.DENIED));
        ChatSession host = engine.session(Principal.service(TENANT, new UserId("alice")));
        assertThat(host.send(room, notice)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void everyCallIsAnEvent() {
        events.clear();
        MessageId message = alice.send(room, Draft.of("k", "text")).orThrow().message();
        alice.send(room, Draft.of("k", "text")).orThrow();
        alice.send(room, Draft.of("k", "other"));
        alice.markRead(room, 1).orThrow();
        assertFails(ErrorCode.REVISION_OUT_OF_RANGE, () -> alice.edit(message, 0, "x"));
        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("MessageSent", "MessageSent", "CallRefused", "CallDone", "CallRefused");
        assertThat((ChatEvent.MessageSent) events.get(0)).matches(sent -> !sent.repeat());
        assertThat((ChatEvent.MessageSent) events.get(1)).matches(ChatEvent.MessageSent::repeat);
        assertThat((ChatEvent.CallRefused) events.get(2))
                .matches(refused -> refused.code() == ErrorCode.IDEMPOTENCY_CONFLICT);
        assertThat((ChatEvent.CallRefused) events.get(4))
                .matches(refused -> refused.code() == ErrorCode.REVISION_OUT_OF_RANGE);
    }

    @Test
    void aClosedEngineSaysSoAndLeavesTheStoreOpen() {
        ChatEngine other = builder().build();
        ChatSession session = other.session(Principal.of("alice"));
        other.close();
        other.close();
        assertFails(ErrorCode.CLOSED, () -> session.send(room, Draft.of("k", "text")));
        assertFails(ErrorCode.CLOSED, other::ping);
        engine.ping();
        assertThat(texts()).isEmpty();
    }

    /** The first attempt was committed; that a later one is refused does not make it undone. */
    @Test
    void aRefusalAfterAnUnknownCommitDoesNotHideIt() {
        store.failNext(
                new Fault.AmbiguousWritten(),
                new Fault.Refuse(ErrorCode.STORE_READ_ONLY),
                new Fault.Refuse(ErrorCode.STORE_OVERLOADED));
        assertThat(alice.send(room, Draft.of("k", "text")).orThrow().seq()).isEqualTo(1);
        assertThat(alice.send(room, Draft.of("k", "text")).orThrow().repeat()).isTrue();
    }

    @Test
    void aRefusalByTheStoreIsPassedOn() {
        store.failNext(new Fault.Refuse(ErrorCode.STORE_READ_ONLY));
        assertThat(alice.send(room, Draft.of("k", "text")))
                .isEqualTo(Outcome.refused(ErrorCode.STORE_READ_ONLY, Duration.ofMillis(10)));
        assertThat(texts()).isEmpty();
    }

    /** Somebody may have changed it back in between. */
    @Test
    void aRenamingIsNotRepeatedOnItsOwn() {
        store.failNext(new Fault.AmbiguousWritten());
        assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> alice.rename(room, "New"));
        assertThat(events).noneMatch(ChatEvent.OutcomeAskedAgain.class::isInstance);
    }

    @Test
    void anInterruptedThreadDoesNotAskAgain() {
        store.failNext(new Fault.AmbiguousNotWritten());
        Thread.currentThread().interrupt();
        assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> alice.send(room, Draft.of("k", "text")));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(events).noneMatch(ChatEvent.OutcomeAskedAgain.class::isInstance);
    }
}
