package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.opentest4j.TestAbortedException;

/** Rules EB-5 to EB-8: listeners that misbehave, and ends. */
interface BusFailureRules extends EventBusFactory {

    @Rule("EB-5")
    default void aListenerThatThrowsHarmsNobody() {
        try (BusFixture buses = new BusFixture(this)) {
            for (EventBus bus : List.of(buses.here, buses.there)) {
                bus.subscribe(BusFailureRules::fail, () -> {});
            }
            List<Ear> ears = List.of(buses.ear(buses.here), buses.ear(buses.there));
            List<Signal> signals = List.of(buses.hint(1), buses.hint(2), buses.hint(3));
            assertThatCode(() -> signals.forEach(buses.here::publish)).doesNotThrowAnyException();
            ears.forEach(ear -> assertThat(ear.await(signals)).containsAll(signals));
        }
    }

    private static void fail(Signal signal) {
        throw new IllegalStateException("A listener failed, as it should in this test");
    }

    /** Publishes in a thread of its own, so that a bus that breaks the rule does not block the test. */
    @Rule("EB-6")
    default void aBlockedListenerElsewhereHoldsNobodyUp() {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch published = new CountDownLatch(1);
        try (BusFixture buses = new BusFixture(this)) {
            if (buses.single()) {
                throw new TestAbortedException("One bus is the whole system: no listener is on another bus");
            }
            buses.there.subscribe(signal -> awaitUninterruptibly(release), () -> {});
            Thread publisher = new Thread(
                    () -> {
                        LongStream.rangeClosed(1, 100).mapToObj(buses::hint).forEach(buses.here::publish);
                        published.countDown();
                    },
                    "publisher");
            publisher.start();
            try {
                assertThat(published.await(patience().toNanos(), TimeUnit.NANOSECONDS))
                        .isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting for the publisher", e);
            } finally {
                release.countDown();
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Rule("EB-7")
    default void aClosedSubscriptionHearsNothing() {
        try (BusFixture buses = new BusFixture(this)) {
            long seq = 0;
            for (EventBus bus : List.of(buses.here, buses.there)) {
                Signal before = buses.hint(++seq);
                Signal after = buses.hint(++seq);
                Ear closed = buses.ear(bus);
                Ear open = buses.ear(bus);
                buses.here.publish(before);
                closed.await(List.of(before));
                closed.close();
                closed.close();
                buses.here.publish(after);
                assertThat(open.await(List.of(after))).contains(after);
                assertThat(closed.heard()).doesNotContain(after);
            }
        }
    }

    @Rule("EB-8")
    default void publishingNeverThrows() {
        try (BusFixture buses = new BusFixture(this)) {
            List<Signal> signals = SampleSignals.of(buses.room);
            Thread.currentThread().interrupt();
            try {
                assertThatCode(() -> signals.forEach(buses.here::publish)).doesNotThrowAnyException();
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            buses.here.close();
            assertThatCode(() -> signals.forEach(buses.here::publish)).doesNotThrowAnyException();
            assertThatCode(buses.here::close).doesNotThrowAnyException();
        }
    }
}
