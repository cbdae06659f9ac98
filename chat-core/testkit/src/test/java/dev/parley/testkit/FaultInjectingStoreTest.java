package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.testkit.FaultInjectingStore.Fault;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults of the feed and of the turns; those of the log are in use in the tests of the engine. */
class FaultInjectingStoreTest {

    private final LogFixture chat = new LogFixture(clock -> new FaultInjectingStore(ChatStore.inMemory(clock)));
    private final FaultInjectingStore store = (FaultInjectingStore) chat.store();
    private final Principal alice = chat.user("alice");
    private final ConversationId room = chat.roomWith(alice, chat.bot("bot"));

    @AfterEach
    void close() {
        chat.close();
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void turnsFail() {
        TurnId turn = chat.ask(alice, room, "question");
        ChatTurns turns = chat.turns();
        store.failNextOfTurns(new Fault.BeforeCommit(), new Fault.AmbiguousNotWritten(), new Fault.AmbiguousWritten());
        assertFails(ErrorCode.STORE_UNAVAILABLE, () -> chat.tryClaim(turn));
        assertThat(chat.written(turn)).isEmpty();
        assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> turns.stop(alice, room, chat.deadline()));
        assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> chat.tryClaim(turn));
        assertThat(chat.status(alice, turn).state()).isEqualTo(TurnState.RUNNING);
        assertThat(chat.status(alice, turn).attempt()).isEqualTo(1);
    }

    @Test
    void theFeedFails() {
        store.failNextOfFeed(new Fault.BeforeCommit(), new Fault.Defect());
        TurnId turn = chat.ask(alice, room, "question");
        chat.claim(turn);
        assertFails(ErrorCode.STORE_UNAVAILABLE, () -> chat.feed().heads(List.of(room), chat.deadline()));
        assertThatThrownBy(() -> chat.feed().seat(alice, room, chat.deadline()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(chat.feed().seat(alice, room, chat.deadline())).isPresent();
    }

    @Test
    void faultsOfTheLogHitTheLogAlone() {
        store.failNext(new Fault.BeforeCommit());
        assertThat(chat.feed().seat(alice, room, chat.deadline())).isPresent();
        assertThat(chat.claimDue(1, chat.bot("bot"))).isEmpty();
        assertFails(ErrorCode.STORE_UNAVAILABLE, () -> chat.send(alice, room, "text"));
        assertThat(chat.send(alice, room, "text").seq()).isEqualTo(1);
    }
}
