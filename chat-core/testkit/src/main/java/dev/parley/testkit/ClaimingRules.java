package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnHold;
import dev.parley.core.store.TurnLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rules TN-4 to TN-9: leases. */
interface ClaimingRules extends ChatStoreFactory {

    /** 16 threads claim it, half of them by its id. */
    @Rule("TN-4")
    default void oneOfManyClaimsAtOnceSucceeds(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        ConversationId room = chat.roomWith(alice, bot);
        for (int round = 0; round < 5; round++) {
            TurnId turn = chat.ask(alice, room, "question");
            List<TurnLease> leases = Concurrently.run(
                            16,
                            number -> number % 2 == 0
                                    ? chat.tryClaim(turn).stream().toList()
                                    : chat.claimDue(3, bot))
                    .stream()
                    .flatMap(List::stream)
                    .toList();
            assertThat(leases).extracting(TurnLease::turn).containsExactly(turn);
            chat.finish(leases.get(0), new TurnEnding.Completed(""));
        }
    }

    @Rule("TN-5")
    default void theLongestDueComeFirst(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        Principal other = chat.bot("other");
        Principal foreigner = chat.foreigner("alice");
        List<TurnId> turns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            turns.add(chat.ask(alice, chat.roomWith(alice, bot), "question"));
            chat.ask(alice, chat.roomWith(alice, other), "question of another bot");
            chat.passTime(Duration.ofSeconds(5));
        }
        turns.add(chat.ask(foreigner, chat.roomWith(foreigner, bot), "question of another tenant"));
        assertThat(chat.claimDue(10)).isEmpty();
        assertThat(chat.claimDue(1, bot)).extracting(TurnLease::turn).isEqualTo(turns.subList(0, 1));
        assertThat(chat.claimDue(2, bot)).extracting(TurnLease::turn).isEqualTo(turns.subList(1, 3));
        List<TurnLease> rest = chat.claimDue(10, bot);
        assertThat(rest).extracting(TurnLease::turn).isEqualTo(turns.subList(3, 5));
        assertThat(rest).extracting(TurnLease::tenant).containsExactly(alice.tenant(), foreigner.tenant());
        assertThat(chat.claimDue(10, bot)).isEmpty();
        assertThat(chat.claimDue(10, bot, other)).hasSize(4);
    }

    @Rule("TN-6")
    default void aLeaseThatRanOutIsClaimedAgain(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        TurnId turn = chat.ask(alice, chat.roomWith(alice, bot), "question");
        assertThat(chat.claim(turn)).isEqualTo(new TurnLease(turn, alice.tenant(), 1, 1));
        assertThat(chat.tryClaim(turn)).isEmpty();
        assertThat(chat.claimDue(10, bot)).isEmpty();
        chat.passTime(LogFixture.LEASE.minusMinutes(10));
        assertThat(chat.tryClaim(turn)).as("before it ran out").isEmpty();
        chat.passTime(Duration.ofMinutes(11));
        assertThat(chat.claim(turn)).isEqualTo(new TurnLease(turn, alice.tenant(), 2, 2));
        assertThat(chat.status(alice, turn).attempt()).isEqualTo(2);
        chat.outlastLeases();
        assertThat(chat.claimDue(10, bot)).containsExactly(new TurnLease(turn, alice.tenant(), 3, 3));
    }

    @Rule("TN-7")
    default void whoLostTheLeaseChangesNothing(LogFixture chat) {
        Principal alice = chat.user("alice");
        TurnId turn = chat.ask(alice, chat.roomWith(alice, chat.bot("bot")), "question");
        TurnLease lost = chat.claim(turn);
        chat.outlastLeases();
        assertThat(chat.write(lost, 0, "old")).as("ran out, but nobody has it").isEqualTo(TurnHold.HELD);
        chat.outlastLeases();
        TurnLease held = chat.claim(turn);
        chat.write(held, 0, "new");
        assertThat(chat.write(lost, 3, "more")).isEqualTo(TurnHold.LOST);
        assertThat(chat.write(lost, 0, "")).isEqualTo(TurnHold.LOST);
        assertThat(chat.turns().release(lost, Duration.ZERO, true, chat.deadline()))
                .isEqualTo(TurnHold.LOST);
        assertThat(chat.turns().finish(lost, new TurnEnding.Completed("old"), chat.deadline()))
                .isEmpty();
        assertThat(chat.turns().context(lost, 10, chat.deadline())).isEmpty();
        assertThat(chat.status(alice, turn).state()).isEqualTo(TurnState.RUNNING);
        assertThat(chat.written(turn)).isEqualTo("new");
        assertThat(chat.turns().context(held, 10, chat.deadline())).isPresent();
        chat.finish(held, new TurnEnding.Completed("new"));
        assertThat(chat.write(held, 3, "more")).as("finished").isEqualTo(TurnHold.LOST);
        assertThat(chat.turns().context(held, 10, chat.deadline())).isEmpty();
        assertThat(chat.turns().release(held, Duration.ZERO, true, chat.deadline()))
                .isEqualTo(TurnHold.LOST);
    }

    @Rule("TN-8")
    default void extendingAndWritingMoveTheEnd(LogFixture chat) {
        Principal alice = chat.user("alice");
        Duration half = LogFixture.LEASE.dividedBy(2);
        Duration most = half.plusMinutes(10);
        TurnId turn = chat.ask(alice, chat.roomWith(alice, chat.bot("bot")), "question");
        TurnLease lease = chat.claim(turn);
        chat.passTime(most);
        chat.write(lease, 0, "");
        chat.passTime(most);
        assertThat(chat.tryClaim(turn)).as("extended").isEmpty();
        chat.write(lease, 0, "text");
        chat.passTime(most);
        assertThat(chat.tryClaim(turn)).as("written").isEmpty();
        chat.turns().write(lease, 4, "", Duration.ofMinutes(1), chat.deadline());
        chat.passTime(Duration.ofMinutes(2));
        assertThat(chat.tryClaim(turn)).as("from now, not from the end before").isPresent();
    }

    @Rule("TN-9")
    default void aReleasedTurnIsDueAfterItsDelay(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bot = chat.bot("bot");
        TurnId turn = chat.ask(alice, chat.roomWith(alice, bot), "question");
        TurnLease first = chat.claim(turn);
        chat.write(first, 0, "text");
        assertThat(chat.turns().release(first, Duration.ofMinutes(20), true, chat.deadline()))
                .isEqualTo(TurnHold.HELD);
        assertThat(chat.status(alice, turn).state()).isEqualTo(TurnState.PENDING);
        assertThat(chat.written(turn)).isEmpty();
        assertThat(chat.write(first, 4, "more")).isEqualTo(TurnHold.LOST);
        chat.passTime(Duration.ofMinutes(10));
        assertThat(chat.tryClaim(turn)).as("too early").isEmpty();
        assertThat(chat.claimDue(10, bot)).as("too early").isEmpty();
        chat.passTime(Duration.ofMinutes(11));
        TurnLease second = chat.claim(turn);
        assertThat(second).isEqualTo(new TurnLease(turn, alice.tenant(), 2, 2));
        chat.turns().release(second, Duration.ZERO, false, chat.deadline());
        TurnLease third = chat.claim(turn);
        assertThat(third).isEqualTo(new TurnLease(turn, alice.tenant(), 3, 2));
        chat.turns().release(third, Duration.ZERO, true, chat.deadline());
        assertThat(chat.claimDue(10, bot)).containsExactly(new TurnLease(turn, alice.tenant(), 4, 3));
    }
}
