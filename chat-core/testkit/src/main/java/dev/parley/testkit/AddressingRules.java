package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rule TN-24: messages that are not meant for a bot. */
interface AddressingRules extends ChatStoreFactory {

    @Rule("TN-24")
    default void whatIsNotMeantForABotAsksItInADirectConversationOnly(LogFixture chat) {
        assertAsksTheOthersOfAGroup(chat);
        assertIsNotPartOfTheBody(chat);
        assertAsksUntilItIsAGroup(chat);
    }

    private static void assertAsksTheOthersOfAGroup(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal first = chat.bot("first");
        Principal second = chat.bot("second");
        ConversationId group = chat.roomWith(alice, second, first);
        assertThat(askedBy(chat, alice, group, draft("1", first))).containsExactly(new TurnId(group, 1, second.user()));
        assertThat(askedBy(chat, alice, group, draft("2", first, second, alice)))
                .isEmpty();
        TurnId none = new TurnId(group, 1, first.user());
        assertThat(chat.turns().find(alice, none, chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.TURN_NOT_FOUND));
        List<TurnId> both = askedBy(chat, alice, group, draft("3"));
        assertThat(both).extracting(TurnId::bot).containsExactly(first.user(), second.user());
        // It is first in its line, with nothing before it, and nothing of what it was not asked in its context.
        TurnLease lease = chat.claim(both.get(0));
        assertThat(chat.turns().context(lease, 10, chat.deadline()))
                .hasValueSatisfying(context -> assertThat(context.history()).isEmpty());
        chat.finish(lease, new TurnEnding.Completed("answer"));
        assertThat(chat.claimDue(10, first)).isEmpty();
    }

    private static void assertIsNotPartOfTheBody(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("repeat");
        ConversationId group = chat.roomWith(alice, bot, chat.bot("other"));
        assertThat(askedBy(chat, alice, group, draft("k", bot))).hasSize(1);
        assertThat(chat.append(alice, group, draft("k"))).isInstanceOf(AppendResult.Duplicate.class);
        assertThat(askedBy(chat, alice, group, draft("l"))).hasSize(2);
        assertThat(chat.append(alice, group, draft("l", bot))).isInstanceOf(AppendResult.Duplicate.class);
        assertThat(chat.claimDue(10, bot))
                .extracting(TurnLease::turn)
                .containsExactly(new TurnId(group, 2, bot.user()));
    }

    private static void assertAsksUntilItIsAGroup(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        Principal bot = chat.bot("direct");
        ConversationId room = chat.roomWith(alice, bot);
        assertThat(askedBy(chat, alice, room, draft("1", bot))).containsExactly(new TurnId(room, 1, bot.user()));
        chat.join(alice, room, bob);
        assertThat(askedBy(chat, alice, room, draft("2", bot))).isEmpty();
        chat.log().removeParticipant(bob, room, bob.user(), chat.deadline()).orThrow();
        assertThat(askedBy(chat, alice, room, draft("3", bot)))
                .as("a group for good")
                .isEmpty();
    }

    private static Draft draft(String key, Principal... notMeant) {
        Set<UserId> bots = Stream.of(notMeant).map(Principal::user).collect(Collectors.toSet());
        return Draft.of(key, "a question").notAddressing(bots);
    }

    private static List<TurnId> askedBy(LogFixture chat, Principal author, ConversationId room, Draft draft) {
        AppendResult result = chat.append(author, room, draft);
        if (result instanceof AppendResult.Appended appended) {
            return appended.turns();
        }
        throw new AssertionError("Not appended: " + result);
    }
}
