package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.delivery.Signal;
import dev.parley.core.message.ChatLimits;
import dev.parley.core.message.Entry;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** Rules EB-1 to EB-4: who hears what. */
interface BusDeliveryRules extends EventBusFactory {

    @Rule("EB-1")
    default void everybodyHears() {
        try (BusFixture buses = new BusFixture(this)) {
            Ear own = buses.ear(buses.here);
            Ear second = buses.ear(buses.here);
            Ear other = buses.ear(buses.there);
            buses.here.publish(buses.hint(1));
            for (Ear ear : List.of(own, second)) {
                assertThat(ear.heard()).as("before publish has returned").containsExactly(buses.hint(1));
                assertThat(ear.threads()).containsExactly(Thread.currentThread());
            }
            assertThat(other.await(List.of(buses.hint(1)))).contains(buses.hint(1));
            buses.there.publish(buses.hint(2));
            assertThat(own.await(List.of(buses.hint(2)))).contains(buses.hint(2));
        }
    }

    @Rule("EB-2")
    default void nobodyHearsItTwice() {
        try (BusFixture buses = new BusFixture(this)) {
            List<Ear> ears = List.of(buses.ear(buses.here), buses.ear(buses.here), buses.ear(buses.there));
            LongStream.rangeClosed(1, 20).mapToObj(buses::hint).forEach(buses.here::publish);
            // What comes twice may be on its way still when the last one is heard; more of the same gives it time.
            for (long seq = 21; seq <= 23; seq++) {
                buses.here.publish(buses.hint(seq));
                Signal last = buses.hint(seq);
                for (Ear ear : ears) {
                    assertThat(ear.await(List.of(last))).doesNotHaveDuplicates();
                }
            }
        }
    }

    @Rule("EB-3")
    default void aThreadIsHeardInItsOrder() {
        int threads = 4;
        int each = 40;
        try (BusFixture buses = new BusFixture(this)) {
            List<Ear> ears = List.of(buses.ear(buses.here), buses.ear(buses.there));
            Concurrently.run(threads, number -> {
                for (int i = 0; i < each; i++) {
                    buses.here.publish(buses.hint(1_000L * number + i));
                }
                return number;
            });
            for (Ear ear : ears) {
                List<Long> seqs = ear.awaitUntil(heard -> Set.copyOf(heard).size() == threads * each).stream()
                        .map(signal -> ((Signal.EntryAppended) signal).seq())
                        .toList();
                for (int number = 0; number < threads; number++) {
                    int thread = number;
                    assertThat(seqs.stream()
                                    .filter(seq -> seq / 1_000 == thread)
                                    .distinct())
                            .hasSize(each)
                            .isSorted();
                }
            }
        }
    }

    @Rule("EB-4")
    default void signalsArriveAsTheyWere() {
        try (BusFixture buses = new BusFixture(this)) {
            Ear own = buses.ear(buses.here);
            Ear other = buses.ear(buses.there);
            List<Signal> signals = SampleSignals.of(buses.room);
            signals.forEach(buses.here::publish);
            assertThat(own.await(signals)).containsAll(signals);
            assertThat(other.await(signals)).containsAll(signals);
            String text = "\uD83D\uDE00\u00e9\"".repeat(ChatLimits.DEFAULT.maxTextCodePoints() / 3);
            assertLargeEntryArrives(buses, other, text);
            assertLargeFragmentArrives(buses, other, text);
        }
    }

    private static void assertLargeEntryArrives(BusFixture buses, Ear ear, String text) {
        Entry large = SampleSignals.posted(buses.room, 1_000, MessageKind.USER, text, null);
        buses.here.publish(new Signal.EntryAppended(buses.room, 1_000, large));
        assertThat(ear.awaitUntil(heard -> heard.stream().anyMatch(BusDeliveryRules::isLarge)))
                .filteredOn(BusDeliveryRules::isLarge)
                .isNotEmpty()
                .allSatisfy(signal -> assertThat(signal)
                        .isIn(
                                new Signal.EntryAppended(buses.room, 1_000, large),
                                new Signal.EntryAppended(buses.room, 1_000, null)));
    }

    private static boolean isLarge(Signal signal) {
        return signal instanceof Signal.EntryAppended appended && appended.seq() == 1_000;
    }

    /** Puts the pieces where they say that they belong. */
    private static void assertLargeFragmentArrives(BusFixture buses, Ear ear, String text) {
        TurnId turn = new TurnId(buses.room, 2_000, new UserId("bot"));
        buses.here.publish(new Signal.FragmentWritten(turn, 3, 7, text));
        List<Signal> heard = ear.awaitUntil(signals -> endOf(turn, signals) == 7 + text.length());
        StringBuilder built = new StringBuilder("before ");
        for (Signal signal : heard) {
            if (signal instanceof Signal.FragmentWritten piece && piece.turn().equals(turn)) {
                assertThat(piece.attempt()).isEqualTo(3);
                assertThat(Character.isLowSurrogate(piece.text().charAt(0)))
                        .as("begins within a pair")
                        .isFalse();
                built.replace(piece.offset(), piece.offset() + piece.text().length(), piece.text());
            }
        }
        assertThat(built.toString()).isEqualTo("before " + text);
    }

    private static int endOf(TurnId turn, List<Signal> signals) {
        return signals.stream()
                .filter(signal -> signal instanceof Signal.FragmentWritten piece
                        && piece.turn().equals(turn))
                .map(Signal.FragmentWritten.class::cast)
                .mapToInt(piece -> piece.offset() + piece.text().length())
                .max()
                .orElse(0);
    }
}
