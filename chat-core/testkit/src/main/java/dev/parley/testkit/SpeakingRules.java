package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Answer;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.Participant;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnHold;
import dev.parley.core.store.TurnLease;
import java.util.List;
import java.util.Objects;

/** Rules TN-10 to TN-13: fragments, and what a turn comes to. */
interface SpeakingRules extends ChatStoreFactory {

    @Rule("TN-10")
    default void fragmentsAddUp(LogFixture chat) {
        Principal alice = chat.user("alice");
        TurnId turn = chat.ask(alice, chat.roomWith(alice, chat.bot("bot")), "question");
        TurnLease lease = chat.claim(turn);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            for (String fragment : List.of(
                    " ", "Na\u00efve ", "\uD83D\uDE00", "\uD83D\uDE00\uD83D\uDE00\n", "e", "\u0301 \t", "\u2028")) {
                int offset = expected.length();
                assertThat(chat.write(lease, offset, fragment)).isEqualTo(TurnHold.HELD);
                assertThat(chat.write(lease, offset, fragment)).isEqualTo(TurnHold.HELD);
                expected.append(fragment);
                assertThat(chat.written(turn)).isEqualTo(expected.toString());
            }
        }
        assertThat(chat.write(lease, 0, " ")).isEqualTo(TurnHold.HELD);
        assertThat(chat.written(turn)).isEqualTo(expected.toString());
        chat.outlastLeases();
        assertThat(chat.written(turn)).isEqualTo(expected.toString());
        TurnLease next = chat.claim(turn);
        assertThat(chat.written(turn)).isEmpty();
        chat.write(next, 0, "new");
        assertThat(chat.written(turn)).isEqualTo("new");
    }

    @Rule("TN-11")
    default void completingPostsTheText(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        ConversationId room = chat.roomWith(alice, bot);
        String text = " All of it \uD83D\uDE00 ";
        TurnLease lease = chat.claim(chat.ask(alice, room, "question"));
        chat.write(lease, 0, text.substring(0, 4));
        assertPosted(chat, alice, bot, lease, chat.finish(lease, new TurnEnding.Completed(text)), text, false);
        TurnId own = new TurnId(room, chat.head(alice, room), bot.user());
        assertThat(chat.turns().find(alice, own, chat.deadline())).isEqualTo(Outcome.refused(ErrorCode.TURN_NOT_FOUND));
        TurnLease silent = chat.claim(chat.ask(alice, room, "another"));
        assertThat(chat.finish(silent, new TurnEnding.Completed("")))
                .isEqualTo(new FinishedTurn(
                        new TurnStatus(silent.turn(), TurnState.COMPLETED, 1, null, null), null, null));
        assertThat(chat.head(alice, room)).isEqualTo(3);
    }

    private static void assertPosted(
            LogFixture chat,
            Principal reader,
            Principal bot,
            TurnLease lease,
            FinishedTurn finished,
            String text,
            boolean stopped) {
        ConversationId room = lease.turn().conversation();
        MessageId id = new MessageId(room, chat.head(reader, room));
        TurnState state = stopped ? TurnState.STOPPED : TurnState.COMPLETED;
        assertThat(finished.status()).isEqualTo(new TurnStatus(lease.turn(), state, lease.attempt(), null, id));
        assertThat(chat.status(reader, lease.turn())).isEqualTo(finished.status());
        Message posted = Objects.requireNonNull(finished.posted());
        assertThat(posted.id()).isEqualTo(id);
        assertThat(posted.author()).isEqualTo(bot.user());
        assertThat(posted.kind()).isEqualTo(MessageKind.BOT);
        assertThat(posted.text()).isEqualTo(text);
        assertThat(posted.answer()).isEqualTo(new Answer(lease.turn(), stopped));
        assertThat(chat.messages(reader, room)).last().isEqualTo(posted);
        assertThat(chat.log().find(reader, room, chat.deadline()).orElseThrow().participants())
                .filteredOn(participant -> participant.user().equals(bot.user()))
                .extracting(Participant::readSeq)
                .containsExactly(id.seq());
    }

    @Rule("TN-12")
    default void stoppingPostsTheTextAsStopped(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        ConversationId room = chat.roomWith(alice, bot);
        TurnLease lease = chat.claim(chat.ask(alice, room, "question"));
        assertPosted(chat, alice, bot, lease, chat.finish(lease, new TurnEnding.Stopped("part")), "part", true);
        TurnLease silent = chat.claim(chat.ask(alice, room, "another"));
        assertThat(chat.finish(silent, new TurnEnding.Stopped("")))
                .isEqualTo(
                        new FinishedTurn(new TurnStatus(silent.turn(), TurnState.STOPPED, 1, null, null), null, null));
        assertThat(chat.head(alice, room)).isEqualTo(3);
    }

    @Rule("TN-13")
    default void failingPostsNothing(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.roomWith(alice, chat.bot("bot"));
        for (TurnFailure failure : TurnFailure.values()) {
            TurnLease lease = chat.claim(chat.ask(alice, room, "question"));
            chat.write(lease, 0, "text");
            TurnStatus failed = new TurnStatus(lease.turn(), TurnState.FAILED, 1, failure, null);
            assertThat(chat.finish(lease, new TurnEnding.Failed(failure)))
                    .isEqualTo(new FinishedTurn(failed, null, null));
            assertThat(chat.status(alice, lease.turn())).isEqualTo(failed);
        }
        assertThat(chat.messages(alice, room)).hasSize(TurnFailure.values().length);
    }
}
