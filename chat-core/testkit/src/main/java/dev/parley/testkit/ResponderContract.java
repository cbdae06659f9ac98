package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.reply.Responder;
import dev.parley.core.reply.Turn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of {@link Responder}: one test for each of its numbered rules. The test of a responder implements this
 * interface and writes {@link #createResponder()}. What is to happen soon is waited for, for two minutes at most.
 */
@ExtendWith(ContractExtension.class)
public interface ResponderContract {

    /**
     * Makes the responder under test.
     *
     * @return the responder
     */
    Responder createResponder();

    /**
     * What it is asked.
     *
     * @return a text that it answers with several fragments
     */
    default String question() {
        return "Tell me, please, \uD83D\uDE00 what you know of lunch:\n how, when, where, and with whom?";
    }

    /**
     * Tells whether answers can be compared.
     *
     * @return whether each new responder answers the same attempt of the same turn alike; true unless overridden
     */
    default boolean answersAlike() {
        return true;
    }

    private Rehearsal attempt(Responder responder, Turn turn) {
        return new Rehearsal(turn, () -> {}).runApart(responder);
    }

    /** An attempt that is cancelled by its first words. */
    private Rehearsal cancelled(Responder responder, Turn turn) {
        AtomicInteger writes = new AtomicInteger();
        List<Rehearsal> own = new ArrayList<>();
        own.add(new Rehearsal(turn, () -> {
            if (writes.incrementAndGet() == 1) {
                own.get(0).cancellation.request();
            }
        }));
        return own.get(0).runApart(responder);
    }

    /** An attempt whose sink takes only the first words. */
    private Rehearsal failing(Responder responder, Turn turn, RuntimeException failure) {
        AtomicInteger writes = new AtomicInteger();
        return new Rehearsal(turn, () -> {
                    if (writes.incrementAndGet() >= 2) {
                        throw failure;
                    }
                })
                .runApart(responder);
    }

    /** RS-1: says its answer and completes. */
    @Rule("RS-1")
    default void saysItsAnswer() {
        Rehearsal rehearsal = attempt(createResponder(), Rehearsal.turn(question()));
        assertThat(rehearsal.completed()).isTrue();
        assertThat(rehearsal.written()).as("fragments").isGreaterThan(1);
        assertThat(rehearsal.text()).isNotEmpty();
        assertThat(rehearsal.wroteElsewhere()).as("wrote in another thread").isFalse();
    }

    /** RS-2: well-formed. */
    @Rule("RS-2")
    default void saysWellFormedText() {
        Responder responder = createResponder();
        for (int i = 0; i < 5; i++) {
            String text = attempt(responder, Rehearsal.turn(question() + i)).text();
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(text))
                    .as("well-formed")
                    .isTrue();
            assertThat(text).doesNotContain("\0");
        }
    }

    /** RS-3: cancellation. */
    @Rule("RS-3")
    default void endsWhenCancelled() {
        Responder responder = createResponder();
        assertThat(cancelled(responder, Rehearsal.turn(question())).gaveUp()).isTrue();
        Rehearsal before = new Rehearsal(Rehearsal.turn(question()), () -> {});
        before.cancellation.request();
        assertThat(before.runApart(responder).gaveUp()).isTrue();
    }

    /** RS-4: a sink that throws. */
    @Rule("RS-4")
    default void endsWhenTheSinkThrows() {
        CancellationException failure = new CancellationException("Nothing more is wanted");
        Rehearsal rehearsal = failing(createResponder(), Rehearsal.turn(question()), failure);
        assertThat(rehearsal.written()).isEqualTo(2);
        assertThat(rehearsal.stopped() || Objects.equals(rehearsal.thrown(), failure))
                .as("stopped, or passed it on")
                .isTrue();
    }

    /** RS-5: an interrupt. */
    @Rule("RS-5")
    default void endsWhenInterrupted() {
        Rehearsal rehearsal = new Rehearsal(
                        Rehearsal.turn(question()), () -> Thread.currentThread().interrupt())
                .runApart(createResponder());
        assertThat(rehearsal.completed()).isFalse();
        assertThat(rehearsal.interrupted() || rehearsal.thrown() != null)
                .as("stays set or becomes an exception")
                .isTrue();
    }

    /** RS-6: nothing is written afterwards; who might, has the time of other turns for it. */
    @Rule("RS-6")
    default void isSilentAfterwards() {
        Responder responder = createResponder();
        List<Rehearsal> over = List.of(
                attempt(responder, Rehearsal.turn(question())),
                cancelled(responder, Rehearsal.turn(question())),
                failing(responder, Rehearsal.turn(question()), new CancellationException("enough")));
        for (int i = 0; i < 3; i++) {
            attempt(responder, Rehearsal.turn(question() + i));
        }
        assertThat(over).noneMatch(Rehearsal::wroteLate);
    }

    /** RS-7: turns at once, all begun before any goes on. */
    @Rule("RS-7")
    default void turnsAtOnceDoNotMix() {
        int count = 4;
        List<Turn> turns = new ArrayList<>();
        List<Rehearsal> alone = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            turns.add(Rehearsal.turn(question() + " " + "Number ".repeat(i) + i));
            alone.add(attempt(createResponder(), turns.get(i)));
        }
        Responder responder = createResponder();
        CountDownLatch begun = new CountDownLatch(count);
        List<Rehearsal> together = Concurrently.run(count, number -> {
            AtomicInteger writes = new AtomicInteger();
            return new Rehearsal(turns.get(number), () -> {
                        if (writes.incrementAndGet() == 1) {
                            begun.countDown();
                            awaitOthers(begun);
                        }
                    })
                    .run(responder);
        });
        for (int i = 0; i < count; i++) {
            assertThat(together.get(i).completed()).isEqualTo(alone.get(i).completed());
            assertThat(together.get(i).wroteElsewhere()).isEqualTo(alone.get(i).wroteElsewhere());
            if (answersAlike()) {
                assertThat(together.get(i).text()).isEqualTo(alone.get(i).text());
            }
        }
    }

    private static void awaitOthers(CountDownLatch begun) {
        try {
            // A responder may let turns wait for each other; then they are not at once, which is no fault.
            begun.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** RS-8: attempts. */
    @Rule("RS-8")
    default void anotherAttemptIsLikeAFirst() {
        Responder responder = createResponder();
        Turn turn = Rehearsal.turn(question());
        cancelled(responder, turn);
        assertLikeAFirst(responder, Rehearsal.again(turn, 2));
        failing(responder, Rehearsal.again(turn, 3), new CancellationException("enough"));
        assertLikeAFirst(responder, Rehearsal.again(turn, 4));
        assertLikeAFirst(responder, Rehearsal.again(turn, 5));
    }

    private void assertLikeAFirst(Responder responder, Turn turn) {
        Rehearsal rehearsal = attempt(responder, turn);
        Rehearsal first = attempt(createResponder(), turn);
        assertThat(rehearsal.completed()).isEqualTo(first.completed());
        assertThat(rehearsal.text()).isNotEmpty();
        if (answersAlike()) {
            assertThat(rehearsal.text()).isEqualTo(first.text());
        }
    }
}
