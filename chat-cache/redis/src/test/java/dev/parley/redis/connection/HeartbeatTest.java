package dev.parley.redis.connection;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    @Test
    void anErrorDoesNotEndTheAsking() {
        AtomicInteger asked = new AtomicInteger();
        try (Heartbeat heartbeat = new Heartbeat(() -> answerAfterAnError(asked), () -> {})) {
            heartbeat.start(false);
            await().until(() -> !heartbeat.away());
        }
    }

    private static boolean answerAfterAnError(AtomicInteger asked) {
        if (asked.incrementAndGet() == 1) {
            throw new NoClassDefFoundError("planted");
        }
        return true;
    }

    /** Else who closes waits for a connection that is opened in vain, and what comes of it is never closed. */
    @Test
    void closingEndsAQuestionThatWaits() {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Heartbeat heartbeat = new Heartbeat(() -> waitForEver(asking, interrupted), () -> {});
        heartbeat.start(false);
        await().until(() -> asking.getCount() == 0);
        heartbeat.close();
        await().until(() -> interrupted.getCount() == 0);
    }

    private static boolean waitForEver(CountDownLatch asking, CountDownLatch interrupted) {
        asking.countDown();
        try {
            new CountDownLatch(1).await();
            return true;
        } catch (InterruptedException e) {
            interrupted.countDown();
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
