package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.ReadOnlyMode;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Rules RO-1 to RO-6. */
interface ReadOnlyRules extends ChatStoreFactory {

    private static void held(LogFixture chat, Runnable meanwhile) {
        chat.readOnlyMode().enter("test");
        try {
            meanwhile.run();
        } finally {
            chat.readOnlyMode().leave("test");
        }
    }

    private static void assertRefused(AppendResult result) {
        assertThat(result).isInstanceOfSatisfying(AppendResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(ErrorCode.STORE_READ_ONLY);
            assertThat(refused.retryAfter()).isPositive();
        });
    }

    private static void assertRefused(Outcome<?> outcome) {
        assertThat((Object) outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.STORE_READ_ONLY);
            assertThat(refused.waitFor()).isPositive();
        });
    }

    private static void assertThrowsRefusal(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ChatException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.STORE_READ_ONLY);
            assertThat(e.retryAfter()).isPresent();
        });
    }

    /** Every call of the log that writes. */
    private static List<Supplier<Outcome<?>>> writesOf(LogFixture chat, Principal alice, Message message) {
        ConversationId room = message.id().conversation();
        UserId carol = new UserId("carol");
        return List.of(
                () -> chat.log().create(alice, NewConversation.of("Other"), LogFixture.newKey(), chat.deadline()),
                () -> chat.log().rename(alice, room, "Renamed", chat.deadline()),
                () -> chat.log().addParticipant(alice, room, carol, ParticipantRole.MEMBER, 10, chat.deadline()),
                () -> chat.log().removeParticipant(alice, room, new UserId("bob"), chat.deadline()),
                () -> chat.log().revise(alice, message.id(), 1, "revised", chat.deadline()),
                () -> chat.log().redact(alice, message.id(), chat.deadline()),
                () -> chat.log().advanceMarker(chat.user("bob"), room, 1, chat.deadline()),
                () -> chat.retention().hold(alice.tenant(), room, "case", chat.deadline()),
                () -> chat.retention().release(alice.tenant(), room, chat.deadline()),
                () -> chat.retention().trim(alice.tenant(), room, TrimmingRules.WEEK, 10, chat.deadline()));
    }

    @Rule("RO-1")
    default void everyCallThatWritesIsRefused(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice, chat.user("bob"));
        Message message = chat.send(alice, room, "text");
        var before = chat.log().find(alice, room, chat.deadline());
        held(chat, () -> {
            assertRefused(chat.append(alice, room, Draft.of(LogFixture.newKey(), "more")));
            writesOf(chat, alice, message).forEach(call -> assertRefused(call.get()));
        });
        assertThat(chat.log().find(alice, room, chat.deadline())).isEqualTo(before);
        assertThat(chat.messages(alice, room)).containsExactly(message);
        assertThat(chat.log().conversationsOf(alice, null, 10, chat.deadline()).items())
                .hasSize(1);
    }

    @Rule("RO-1")
    default void turnsAndErasureAreRefusedToo(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        ConversationId room = chat.roomWith(alice, bot);
        TurnId turn = chat.ask(alice, room, "question");
        held(chat, () -> {
            assertThrowsRefusal(() -> chat.tryClaim(turn));
            assertThrowsRefusal(() -> chat.claimDue(1, bot));
            assertRefused(chat.turns().stop(alice, room, chat.deadline()));
            assertThrowsRefusal(() -> chat.personalData().erase(alice, chat.deadline()));
        });
        assertThat(chat.tryClaim(turn)).isPresent();
    }

    @Rule("RO-2")
    default void readingGoesOn(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        Message message = chat.send(alice, room, "text");
        held(chat, () -> {
            assertThat(chat.log().find(alice, room, chat.deadline())).isPresent();
            assertThat(chat.messages(alice, room)).containsExactly(message);
            assertThat(chat.entries(alice, room)).hasSize(1);
            assertThat(chat.feed().heads(List.of(room), chat.deadline())).hasSize(1);
            assertThat(chat.log()
                            .messages(alice, room, HistoryRange.latest(1), chat.deadline())
                            .orThrow()
                            .items())
                    .hasSize(1);
            chat.store().ping(chat.deadline());
        });
    }

    @Rule("RO-3")
    default void afterItTheSameCallPasses(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        Draft draft = Draft.of(LogFixture.newKey(), "text");
        held(chat, () -> assertRefused(chat.append(alice, room, draft)));
        assertThat(chat.append(alice, room, draft)).isInstanceOf(AppendResult.Appended.class);
    }

    @Rule("RO-4")
    default void eachReasonStandsUntilItIsLeft(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        ReadOnlyMode mode = chat.readOnlyMode();
        held(chat, () -> {
            mode.enter("another");
            mode.enter("another");
            mode.leave("another");
            mode.leave("another");
            assertRefused(chat.append(alice, room, Draft.of(LogFixture.newKey(), "text")));
            mode.enter("test");
        });
        chat.send(alice, room, "text");
    }

    @Rule("RO-5")
    default void theReasonsAreTold(LogFixture chat) {
        ReadOnlyMode mode = chat.readOnlyMode();
        assertThat(mode.reasons()).isEmpty();
        held(chat, () -> {
            mode.enter("a reason before");
            assertThat(mode.reasons()).containsExactly("a reason before", "test");
            assertThatThrownBy(() -> mode.reasons().clear()).isInstanceOf(UnsupportedOperationException.class);
            mode.leave("a reason before");
            assertThat(mode.reasons()).containsExactly("test");
        });
        assertThat(mode.reasons()).isEmpty();
    }

    @Rule("RO-6")
    default void otherReasonsAreNotACallers(LogFixture chat) {
        ReadOnlyMode mode = chat.readOnlyMode();
        for (String reason : List.of("", "line\nbreak", "x".repeat(129), ReadOnlyMode.SERVER)) {
            assertThatThrownBy(() -> mode.enter(reason)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> mode.leave(reason)).isInstanceOf(IllegalArgumentException.class);
        }
        mode.leave("never entered");
        String longest = "x".repeat(128);
        mode.enter(longest);
        mode.leave(longest);
    }
}
