package dev.parley.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch going = new CountDownLatch(1);
    private final Deliveries deliveries = new Deliveries(10, 1_000, () -> told.add("loss"));

    @AfterEach
    void close() {
        going.countDown();
        deliveries.close();
    }

    /** A listener that takes long. */
    private void holdUp() throws InterruptedException {
        deliveries.start();
        deliveries.add(900, () -> {
            begun.countDown();
            awaitGoing();
        });
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private void awaitGoing() {
        try {
            going.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(int number, int bytes) {
        deliveries.add(bytes, () -> told.add("" + number));
    }

    private void assertTold(String... expected) {
        going.countDown();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).containsExactly(expected));
    }

    @Test
    void whatFitsIsDeliveredInOrder() throws InterruptedException {
        holdUp();
        IntStream.range(0, 10).forEach(i -> add(i, 100));
        assertTold("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void moreThanTheNumberIsDroppedAndToldFirst() throws InterruptedException {
        holdUp();
        IntStream.range(0, 12).forEach(i -> add(i, 0));
        assertTold("loss", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void moreThanTheBytesIsDroppedAndASmallerOneStillFits() throws InterruptedException {
        holdUp();
        add(0, 600);
        add(1, 600);
        add(2, 400);
        add(3, 1);
        assertTold("loss", "0", "2");
    }

    @Test
    void whatWasTakenMakesRoom() {
        deliveries.start();
        for (int i = 0; i < 20; i++) {
            int number = i;
            add(number, 1_000);
            await().atMost(PATIENCE).until(() -> told.contains("" + number));
        }
        assertThat(told).doesNotContain("loss");
    }

    /** Nothing else comes that could carry it. */
    @Test
    void oneThatNeverFitsIsToldAtOnce() {
        deliveries.start();
        add(0, 1_001);
        assertTold("loss");
    }
}
