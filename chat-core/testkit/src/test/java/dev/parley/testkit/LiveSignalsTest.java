package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.delivery.Signal;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatStore;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes on beside the log, as subscribers hear of it. Heads are never compared here: only signals tell. */
class LiveSignalsTest {

    private final ChatStore store = ChatStore.inMemory(InstantSource.system());
    private final EventBus bus = EventBus.inMemory();
    private final ChatEngine engine = ChatEngine.builder(store)
            .eventBus(bus)
            .comparison(Duration.ofHours(1))
            .build();
    private final ChatSession alice = engine.session(Principal.of("alice"));
    private final ConversationId room = alice.create(NewConversation.of("Room", new UserId("bob")))
            .orThrow()
            .id();
    private final Subscription subscription =
            alice.subscribe(room, 0, AccessCheck.always()).orThrow();

    @AfterEach
    void close() {
        engine.close();
        store.close();
    }

    private TurnId turn(long seq, String bot) {
        return new TurnId(room, seq, new UserId(bot));
    }

    private void ask() {
        alice.send(room, Draft.of("k", "question")).orThrow();
        assertThat(subscription.poll(1)).hasSize(1);
    }

    /** Polls until nothing comes, which must be soon. */
    private List<LiveEvent> pollAll(int max) {
        List<LiveEvent> all = new ArrayList<>();
        List<LiveEvent> events = subscription.poll(max);
        while (!events.isEmpty() && all.size() < 1_000) {
            assertThat(events).hasSizeLessThanOrEqualTo(max);
            all.addAll(events);
            events = subscription.poll(max);
        }
        return all;
    }

    private TurnStatus failed(String bot) {
        return new TurnStatus(turn(1, bot), TurnState.FAILED, 1, TurnFailure.RESPONDER_FAILED, null);
    }

    @Test
    void endsThatDoNotFitIntoOnePollAreToldOnceEach() {
        ask();
        List<LiveEvent> ends = new ArrayList<>();
        for (String bot : List.of("a", "b", "c", "d", "e")) {
            ends.add(new LiveEvent.TurnChanged(failed(bot)));
            bus.publish(new Signal.TurnChanged(failed(bot)));
        }
        assertThat(pollAll(2)).containsExactlyElementsOf(ends);
    }

    @Test
    void anEndIsToldOnceWhileAnotherWaitsForItsMessage() {
        ask();
        bus.publish(new Signal.TurnChanged(failed("a")));
        bus.publish(new Signal.TurnChanged(
                new TurnStatus(turn(1, "b"), TurnState.COMPLETED, 1, null, new MessageId(room, 2))));
        assertThat(pollAll(10)).containsExactly(new LiveEvent.TurnChanged(failed("a")));
        alice.send(room, Draft.of("k2", "stands for the message")).orThrow();
        assertThat(pollAll(10)).hasSize(2).last().isInstanceOf(LiveEvent.TurnChanged.class);
    }

    @Test
    void aPollGivesNoMoreThanWasAskedFor() {
        ask();
        bus.publish(new Signal.FragmentWritten(turn(1, "a"), 1, 0, "so far"));
        bus.publish(new Signal.UserTyping(room, new UserId("bob")));
        assertThat(pollAll(1))
                .containsExactly(
                        new LiveEvent.TurnChanged(new TurnStatus(turn(1, "a"), TurnState.RUNNING, 1, null, null)),
                        new LiveEvent.Fragment(turn(1, "a"), 1, 0, "so far"),
                        new LiveEvent.Typing(new UserId("bob")));
    }

    @Test
    void whatABotSaysComesAfterTheQuestion() {
        bus.publish(new Signal.FragmentWritten(turn(1, "a"), 1, 0, "a secret"));
        assertThat(pollAll(10)).isEmpty();
        alice.send(room, Draft.of("k", "question")).orThrow();
        assertThat(pollAll(10)).hasSize(3).first().isInstanceOf(LiveEvent.Appended.class);
    }

    @Test
    void aTurnThatTheStoreForgotEnds() {
        ask();
        bus.publish(new Signal.FragmentWritten(turn(1, "a"), 1, 0, "half"));
        assertThat(pollAll(10)).hasSize(2);
        // It does not follow what is known, so the turn is read from the store, which has none.
        bus.publish(new Signal.FragmentWritten(turn(1, "a"), 1, 100, "more"));
        assertThat(subscription.take(10, Deadline.after(Duration.ofSeconds(10))))
                .containsExactly(new LiveEvent.TurnChanged(
                        new TurnStatus(turn(1, "a"), TurnState.FAILED, 1, TurnFailure.BOT_LEFT, null)));
    }

    @Test
    void typingIsSeenByTheOthersAndNotByOneself() {
        ChatSession bob = engine.session(Principal.of("bob"));
        assertThat(bob.typing(room)).isEqualTo(Outcome.done(new UserId("bob")));
        assertThat(pollAll(10)).containsExactly(new LiveEvent.Typing(new UserId("bob")));
        assertThat(alice.typing(room)).isEqualTo(Outcome.done(new UserId("alice")));
        assertThat(pollAll(10)).isEmpty();
        assertThat(engine.session(Principal.of("mallory")).typing(room))
                .isEqualTo(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
    }

    private static LiveEvent read(String user, long seq) {
        return new LiveEvent.Read(new UserId(user), seq);
    }

    @Test
    void whoReadsFurtherIsShownToTheOthersAndOnOnesOwnDevices() {
        ask();
        ChatSession bob = engine.session(Principal.of("bob"));
        bob.markRead(room, 1).orThrow();
        assertThat(pollAll(10)).containsExactly(read("bob", 1));
        bob.markRead(room, 1).orThrow();
        bob.markRead(room, 0).orThrow();
        assertThat(pollAll(10)).isEmpty();
        bob.send(room, Draft.of("k", "to send is to read")).orThrow();
        assertThat(pollAll(10)).singleElement().isInstanceOf(LiveEvent.Appended.class);
        alice.markRead(room, Long.MAX_VALUE).orThrow();
        assertThat(pollAll(10)).as("no further than there is").containsExactly(read("alice", 2));
        assertThat(engine.session(Principal.of("mallory")).markRead(room, 2))
                .isEqualTo(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
        assertThat(pollAll(10)).isEmpty();
    }

    @Test
    void ofEachReaderTheLatestIsToldOnce() {
        ask();
        for (long seq = 1; seq <= 3; seq++) {
            for (String user : List.of("a", "b", "c")) {
                bus.publish(new Signal.ReadAdvanced(room, new UserId(user), seq));
            }
        }
        bus.publish(new Signal.ReadAdvanced(room, new UserId("a"), 4));
        bus.publish(new Signal.ReadAdvanced(room, new UserId("b"), 2));
        bus.publish(new Signal.UserTyping(room, new UserId("bob")));
        assertThat(pollAll(1))
                .containsExactly(read("b", 3), read("c", 3), read("a", 4), new LiveEvent.Typing(new UserId("bob")));
        bus.publish(new Signal.ReadAdvanced(room, new UserId("c"), 9));
        assertThat(pollAll(1)).containsExactly(read("c", 9));
    }

    @Test
    void onlySoManyReadersAreRemembered() {
        ask();
        for (int i = 0; i < 1_000; i++) {
            bus.publish(new Signal.ReadAdvanced(room, new UserId("user" + i), 1));
        }
        assertThat(pollAll(100)).hasSize(256).first().isEqualTo(read("user744", 1));
    }

    @Test
    void whoComesIsToldWhoHasJustReadUnlessSomethingWasWiped() {
        ask();
        bus.publish(new Signal.ReadAdvanced(room, new UserId("bob"), 1));
        try (Subscription late = alice.subscribe(room, 1, AccessCheck.always()).orThrow()) {
            assertThat(late.poll(10)).containsExactly(read("bob", 1));
        }
        alice.redact(new MessageId(room, 1)).orThrow();
        Deadline deadline = Deadline.after(Duration.ofSeconds(10));
        while (subscription.cursor() < 2 && !deadline.expired()) {
            subscription.take(10, deadline);
        }
        try (Subscription later = alice.subscribe(room, 2, AccessCheck.always()).orThrow()) {
            assertThat(later.poll(10)).as("it might have been somebody").isEmpty();
        }
    }
}
