package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import dev.parley.core.message.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LossyEventBusTest {

    private static final int COUNT = 1_000;

    private final ConversationId room = new ConversationId(UUID.randomUUID());

    private List<Signal> heard(LossyEventBus bus) {
        List<Signal> heard = new ArrayList<>();
        try (bus) {
            bus.subscribe(heard::add, () -> {});
            for (int seq = 1; seq <= COUNT; seq++) {
                bus.publish(new Signal.EntryAppended(room, seq, null));
            }
        }
        assertThat(heard).doesNotHaveDuplicates().hasSize(COUNT - (int) bus.lost());
        return heard;
    }

    @Test
    void losesAllSomeOrNone() {
        assertThat(heard(LossyEventBus.losingAll(EventBus.inMemory()))).isEmpty();
        assertThat(heard(LossyEventBus.losing(EventBus.inMemory(), 1, 7))).isEmpty();
        assertThat(heard(LossyEventBus.losing(EventBus.inMemory(), 0, 7))).hasSize(COUNT);
        assertThat(heard(LossyEventBus.losing(EventBus.inMemory(), 0.25, 7))).hasSizeBetween(700, 800);
    }

    @Test
    void theSameSeedLosesTheSame() {
        List<Signal> heard = heard(LossyEventBus.losing(EventBus.inMemory(), 0.5, 7));
        assertThat(heard(LossyEventBus.losing(EventBus.inMemory(), 0.5, 7))).isEqualTo(heard);
        assertThat(heard(LossyEventBus.losing(EventBus.inMemory(), 0.5, 8))).isNotEqualTo(heard);
    }

    @Test
    void closesTheBusThatItWraps() {
        EventBus inner = EventBus.inMemory();
        List<Signal> heard = new ArrayList<>();
        inner.subscribe(heard::add, () -> {});
        LossyEventBus.losing(inner, 0, 7).close();
        inner.publish(new Signal.EntryAppended(room, 1, null));
        assertThat(heard).isEmpty();
    }

    @Test
    void theShareIsChecked() {
        for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> LossyEventBus.losing(EventBus.inMemory(), share, 7))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
