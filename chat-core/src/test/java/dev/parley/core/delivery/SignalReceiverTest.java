package dev.parley.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What listeners are told of what a carrier brings, loses and repeats. */
class SignalReceiverTest {

    private static final String LOSS = "loss";

    private final ConversationId room = new ConversationId(UUID.randomUUID());
    private final UUID here = UUID.randomUUID();
    private final SignalReceiver receiver = new SignalReceiver(here);
    private final SignalCodec codec = new SignalCodec(UUID.randomUUID(), SignalCodec.LEAST_BYTES);
    private final List<Object> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        receiver.subscribe(told::add, () -> told.add(LOSS));
    }

    private Signal hint(long seq) {
        return new Signal.EntryAppended(room, seq, null);
    }

    private byte[] message(SignalCodec from, long seq) {
        return from.numbered(from.encode(hint(seq)).get(0));
    }

    @Test
    void whatIsMissingIsToldBeforeWhatFollows() {
        receiver.receive(message(codec, 1));
        message(codec, 2);
        receiver.receive(message(codec, 3));
        receiver.receive(message(codec, 4));
        assertThat(told).containsExactly(hint(1), LOSS, hint(3), hint(4));
    }

    @Test
    void whatComesAgainIsPassedOver() {
        byte[] first = message(codec, 1);
        byte[] second = message(codec, 2);
        for (byte[] message : List.of(first, second, second, first)) {
            receiver.receive(message);
        }
        assertThat(told).containsExactly(hint(1), hint(2));
    }

    /** The first that is heard of a bus may be any, and numbers of several have nothing to do with each other. */
    @Test
    void busesAreApart() {
        SignalCodec other = new SignalCodec(UUID.randomUUID(), SignalCodec.LEAST_BYTES);
        message(codec, 1);
        message(codec, 2);
        receiver.receive(message(codec, 3));
        receiver.receive(message(other, 4));
        receiver.receive(message(codec, 5));
        assertThat(told).containsExactly(hint(3), hint(4), hint(5));
    }

    @Test
    void theEchoIsPassedOver() {
        receiver.receive(message(new SignalCodec(here, SignalCodec.LEAST_BYTES), 1));
        assertThat(told).isEmpty();
    }

    @Test
    void aLossElsewhereIsToldOnce() {
        receiver.receive(message(codec, 1));
        message(codec, 2);
        receiver.receive(codec.numbered(codec.loss()));
        receiver.receive(codec.numbered(codec.loss()));
        assertThat(told).containsExactly(hint(1), LOSS, LOSS);
    }

    /** What was missed meanwhile has been told by that. */
    @Test
    void afterTheCarrierWasAwayCountingBeginsAnew() {
        receiver.receive(message(codec, 1));
        message(codec, 2);
        receiver.lost();
        receiver.receive(message(codec, 3));
        assertThat(told).containsExactly(hint(1), LOSS, hint(3));
    }

    @Test
    void theNumbersGoOnAfterTheLargest() {
        byte[] largest = message(codec, 1);
        largest[SignalWriter.NUMBER_AT] = 0x7f;
        byte[] smallest = message(codec, 2);
        smallest[SignalWriter.NUMBER_AT] = (byte) 0x80;
        for (int at = 1; at < 4; at++) {
            largest[SignalWriter.NUMBER_AT + at] = (byte) 0xff;
            smallest[SignalWriter.NUMBER_AT + at] = 0;
        }
        receiver.receive(largest);
        receiver.receive(smallest);
        assertThat(told).containsExactly(hint(1), hint(2));
    }

    @Test
    void garbageAndNewerVersionsArePassedOver() {
        byte[] newer = message(codec, 1);
        newer[0]++;
        receiver.receive(newer);
        receiver.receive(new byte[0]);
        receiver.receive(new byte[1 << 20]);
        receiver.receive(message(codec, 2));
        assertThat(told).containsExactly(hint(2));
    }

    /** As after many restarts: a bus that was forgotten is heard like a new one. */
    @Test
    void onlyTheLatestBusesAreRemembered() {
        receiver.receive(message(codec, 1));
        message(codec, 2);
        for (int i = 0; i < 2_000; i++) {
            receiver.receive(message(new SignalCodec(UUID.randomUUID(), SignalCodec.LEAST_BYTES), 9));
        }
        receiver.receive(message(codec, 3));
        assertThat(told).doesNotContain(LOSS).endsWith(hint(3));
    }

    @Test
    void whoIsGoneHearsNothing() {
        receiver.clear();
        receiver.tell(hint(1));
        receiver.lost();
        assertThat(told).isEmpty();
    }
}
