package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.TurnContext;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import java.util.List;
import java.util.Objects;

/** Rules TN-20 and TN-21: what a bot is told. */
interface ContextRules extends ChatStoreFactory {

    private static List<String> history(LogFixture chat, TurnLease lease, int maxTurns) {
        return chat.turns().context(lease, maxTurns, chat.deadline()).orElseThrow().history().stream()
                .map(Message::text)
                .toList();
    }

    @Rule("TN-20")
    default void theContextIsWhatWasTalkedAboutLast(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        ConversationId room = chat.roomWith(alice, bot);
        FinishedTurn first = chat.talk(alice, room, "q1", "a1");
        chat.talk(alice, room, "q2", "");
        chat.talk(alice, room, "q3", "a3");
        ConversationId elsewhere = chat.roomWith(alice, bot);
        chat.talk(alice, elsewhere, "elsewhere", "elsewhere");
        Principal other = chat.bot("other");
        chat.log()
                .addParticipant(alice, room, other.user(), ParticipantRole.BOT, 10, chat.deadline())
                .orThrow();
        List<TurnId> fourth = chat.askAll(alice, room, "q4");
        chat.finish(chat.claim(fourth.get(0)), new TurnEnding.Completed("a4"));
        chat.finish(chat.claim(fourth.get(1)), new TurnEnding.Completed("a4 of the other"));
        List<TurnId> fifth = chat.askAll(alice, room, "q5");
        TurnLease lease = chat.claim(fifth.get(0));
        TurnLease leaseOfOther = chat.claim(fifth.get(1));
        Message answer = Objects.requireNonNull(first.posted());
        chat.log().revise(bot, answer.id(), 1, "a1 edited", chat.deadline()).orThrow();
        chat.log()
                .revise(alice, first.status().id().question(), 1, "q1 edited", chat.deadline())
                .orThrow();
        chat.log()
                .revise(alice, fifth.get(0).question(), 1, "q5 edited", chat.deadline())
                .orThrow();
        TurnContext context = chat.turns().context(lease, 100, chat.deadline()).orElseThrow();
        assertThat(context.question().text()).isEqualTo("q5 edited");
        List<Message> now = chat.messages(alice, room);
        assertThat(now).contains(context.question()).containsAll(context.history());
        assertThat(history(chat, lease, 100)).containsExactly("q1 edited", "a1 edited", "q2", "q3", "a3", "q4", "a4");
        assertThat(history(chat, lease, 4)).isEqualTo(history(chat, lease, 100));
        assertThat(history(chat, lease, 3)).containsExactly("q2", "q3", "a3", "q4", "a4");
        assertThat(history(chat, lease, 1)).containsExactly("q4", "a4");
        assertThat(history(chat, lease, 0)).isEmpty();
        assertThat(history(chat, leaseOfOther, 100)).containsExactly("q4", "a4 of the other");
    }

    @Rule("TN-21")
    default void theContextLeavesOutWhatCameToNothing(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        NewConversation closed = NewConversation.of("Room").with(bot.user(), ParticipantRole.BOT);
        ConversationId room = chat.create(alice, closed).id();
        chat.talk(alice, room, "before it left", "answer");
        chat.log().removeParticipant(alice, room, bot.user(), chat.deadline()).orThrow();
        chat.log()
                .addParticipant(alice, room, bot.user(), ParticipantRole.BOT, 10, chat.deadline())
                .orThrow();
        FinishedTurn noQuestion = chat.talk(alice, room, "to be redacted", "a1");
        FinishedTurn noAnswer = chat.talk(alice, room, "q2", "to be redacted");
        chat.finish(chat.claim(chat.ask(alice, room, "stopped")), new TurnEnding.Stopped("part"));
        TurnLease stopped = chat.claim(chat.ask(alice, room, "stopped from outside"));
        chat.write(stopped, 0, "part");
        chat.turns().stop(alice, room, chat.deadline()).orThrow();
        TurnLease failed = chat.claim(chat.ask(alice, room, "failed"));
        chat.finish(failed, new TurnEnding.Failed(TurnFailure.RESPONDER_FAILED));
        chat.send(bot, room, "said by itself");
        TurnId turn = chat.ask(alice, room, "now");
        chat.ask(alice, room, "later");
        TurnLease dead = chat.claim(turn);
        chat.write(dead, 0, "text of a dead attempt");
        chat.outlastLeases();
        chat.log()
                .redact(alice, noQuestion.status().id().question(), chat.deadline())
                .orThrow();
        chat.log()
                .redact(alice, Objects.requireNonNull(noAnswer.posted()).id(), chat.deadline())
                .orThrow();
        assertThat(history(chat, chat.claim(turn), 100)).containsExactly("a1", "q2");
    }
}
