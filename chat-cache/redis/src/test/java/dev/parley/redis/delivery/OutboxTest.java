package dev.parley.redis.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Outbox of(int most) {
        return new Outbox(new ArrayBlockingQueue<>(most), () -> bytes("lost"));
    }

    private static List<String> texts(List<byte[]> batch) {
        return batch.stream()
                .map(message -> new String(message, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void whatDoesNotFitIsToldFirst() throws InterruptedException {
        Outbox outbox = of(2);
        for (String text : List.of("one", "two", "three")) {
            outbox.add(bytes(text));
        }
        assertThat(texts(outbox.next(10))).containsExactly("lost", "one", "two");
        outbox.add(bytes("four"));
        assertThat(texts(outbox.next(10))).containsExactly("four");
    }

    @Test
    void noMoreAreTakenThanAskedFor() throws InterruptedException {
        Outbox outbox = of(10);
        for (String text : List.of("one", "two", "three")) {
            outbox.add(bytes(text));
        }
        outbox.lose();
        assertThat(texts(outbox.next(2))).containsExactly("lost", "one");
        assertThat(texts(outbox.next(2))).containsExactly("two", "three");
    }

    /** Between the refusal of a message and the note of it, all others are taken here. */
    @Test
    void thatOneWasLostIsToldThoughNoMessageFollows() throws Exception {
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        EmptiedOnRefusal queue = new EmptiedOnRefusal();
        Outbox outbox = new Outbox(queue, () -> bytes("lost"));
        queue.taker = new Thread(() -> takeTwice(outbox, taken), "taker");
        outbox.add(bytes("one"));
        outbox.add(bytes("two"));
        assertThat(taken.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)).isEqualTo("one");
        assertThat(taken.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)).isEqualTo("lost");
        queue.taker.join();
    }

    private static void takeTwice(Outbox outbox, BlockingQueue<String> taken) {
        try {
            taken.addAll(texts(outbox.next(10)));
            taken.addAll(texts(outbox.next(10)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has room for one, and refuses a message only when that one is taken and the taker waits again. */
    private static final class EmptiedOnRefusal extends ArrayBlockingQueue<byte[]> {

        private static final long serialVersionUID = 1;

        private transient Thread taker = new Thread();

        private EmptiedOnRefusal() {
            super(1);
        }

        @Override
        public boolean offer(byte[] message) {
            boolean room = super.offer(message);
            if (!room) {
                taker.setDaemon(true);
                taker.start();
                await().until(() -> isEmpty() && taker.getState() == Thread.State.WAITING);
            }
            return room;
        }
    }
}
