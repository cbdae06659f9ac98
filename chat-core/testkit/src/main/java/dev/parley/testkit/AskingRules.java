package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import java.time.Duration;
import java.util.List;

/** Rules TN-1 to TN-3: what is asked, and in which order it is answered. */
interface AskingRules extends ChatStoreFactory {

    @Rule("TN-1")
    default void aMessageAsksEveryBot(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        // In the order of their code units, whatever the language of a database says.
        Principal first = chat.bot("Zed");
        Principal second = chat.bot("ann");
        Principal third = chat.bot("ben");
        ConversationId room = chat.roomWith(alice, third, first);
        chat.join(alice, room, bob);
        List<TurnId> two = chat.askAll(bob, room, "hello");
        assertThat(two).containsExactly(new TurnId(room, 2, first.user()), new TurnId(room, 2, third.user()));
        chat.log()
                .addParticipant(alice, room, second.user(), ParticipantRole.BOT, 10, chat.deadline())
                .orThrow();
        List<TurnId> three = chat.askAll(alice, room, "hello again");
        assertThat(three)
                .containsExactly(
                        new TurnId(room, 4, first.user()),
                        new TurnId(room, 4, second.user()),
                        new TurnId(room, 4, third.user()));
        assertThat(three)
                .allSatisfy(turn -> assertThat(chat.status(alice, turn))
                        .isEqualTo(new TurnStatus(turn, TurnState.PENDING, 0, null, null)));
        chat.log().removeParticipant(alice, room, third.user(), chat.deadline()).orThrow();
        assertThat(chat.askAll(alice, room, "and now?"))
                .extracting(TurnId::bot)
                .containsExactly(first.user(), second.user());
        assertThat(chat.askAll(alice, chat.room(alice, bob), "nobody to ask")).isEmpty();
    }

    @Rule("TN-2")
    default void otherMessagesAskNobody(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        Principal other = chat.bot("other");
        ConversationId room = chat.roomWith(alice, bot, other);
        Message question = chat.send(alice, room, Draft.of("k", "question"));
        assertAsksNobody(chat, alice, bot, chat.append(bot, room, Draft.of("k", "I am a bot")));
        assertAsksNobody(chat, alice, bot, chat.append(alice, room, Draft.notice(LogFixture.newKey(), "notice")));
        assertThat(chat.append(alice, room, Draft.of("k", "question"))).isInstanceOf(AppendResult.Duplicate.class);
        assertThat(chat.append(alice, room, Draft.of("k", "other"))).isInstanceOf(AppendResult.Conflict.class);
        assertThat(chat.append(chat.user("stranger"), room, Draft.of("k", "let me in")))
                .isInstanceOf(AppendResult.NotFound.class);
        Draft wrong = Draft.of(new IdempotencyKey("r"), "reply").inReplyTo(new MessageId(room, 99));
        assertThatThrownBy(() -> chat.append(alice, room, wrong)).isInstanceOf(ChatException.class);
        for (Principal asked : List.of(bot, other)) {
            TurnLease only = chat.claim(new TurnId(room, question.seq(), asked.user()));
            chat.finish(only, new TurnEnding.Completed(""));
        }
        assertThat(chat.claimDue(10, bot, other)).isEmpty();
    }

    private static void assertAsksNobody(LogFixture chat, Principal reader, Principal bot, AppendResult result) {
        AppendResult.Appended appended = (AppendResult.Appended) result;
        assertThat(appended.turns()).isEmpty();
        TurnId none = new TurnId(
                appended.message().id().conversation(), appended.message().seq(), bot.user());
        assertThat(chat.turns().find(reader, none, chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.TURN_NOT_FOUND));
    }

    @Rule("TN-3")
    default void aBotAnswersOneAtATimeAndInOrder(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        Principal other = chat.bot("other");
        ConversationId room = chat.roomWith(alice, bot, other);
        ConversationId elsewhere = chat.roomWith(alice, bot);
        List<TurnId> first = chat.askAll(alice, room, "first");
        List<TurnId> second = chat.askAll(alice, room, "second");
        TurnId third = chat.ask(alice, elsewhere, "third");
        assertThat(chat.tryClaim(second.get(0))).as("behind a pending one").isEmpty();
        TurnLease lease = chat.claim(first.get(0));
        assertThat(chat.tryClaim(second.get(0))).as("behind a running one").isEmpty();
        assertThat(chat.claimDue(10, bot))
                .as("of the other conversation, and no more")
                .extracting(TurnLease::turn)
                .containsExactly(third);
        assertThat(chat.tryClaim(first.get(1))).as("of the other bot").isPresent();
        chat.turns().release(lease, Duration.ofMinutes(10), true, chat.deadline());
        assertThat(chat.tryClaim(second.get(0))).as("behind a delayed one").isEmpty();
        assertThat(chat.claimDue(10, bot)).as("behind a delayed one").isEmpty();
        chat.passTime(Duration.ofMinutes(11));
        chat.finish(chat.claim(first.get(0)), new TurnEnding.Completed("answer"));
        assertThat(chat.tryClaim(second.get(0))).isPresent();
    }
}
