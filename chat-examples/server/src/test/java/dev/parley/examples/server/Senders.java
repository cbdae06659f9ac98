package dev.parley.examples.server;

import static dev.parley.examples.server.SharedServers.client;
import static dev.parley.examples.server.SharedServers.newTokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.examples.server.kill.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Users of two servers who send all the time, each in a conversation of their own. */
final class Senders implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

    private static final int AT_EACH = 2;
    private static final int PERIOD_MILLIS = 100;
    private static final int MORE = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A call has two seconds; a busy machine may take some more. */
    private static final Duration IN_TIME = Duration.ofSeconds(10);

    private static final int PAGE = 200;

    private final List<Sender> all = new ArrayList<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong longest = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2 * AT_EACH);

    /** One of them, and what was acknowledged. */
    private record Sender(Client client, String talk, Queue<String> acknowledged) {}

    Senders(SharedServers servers) {
        for (ServerProcess server : servers.both()) {
            for (int i = 0; i < AT_EACH; i++) {
                Client client = client(server, newTokens(server));
                Sender sender = new Sender(client, client.conversation(), new ConcurrentLinkedQueue<>());
                all.add(sender);
            }
        }
        AtomicLong numbers = new AtomicLong();
        for (Sender sender : all) {
            var unused = clock.scheduleWithFixedDelay(
                    () -> send(sender, "message " + numbers.incrementAndGet()),
                    0,
                    PERIOD_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void send(Sender sender, String text) {
        long start = System.nanoTime();
        try {
            int status = sender.client.sendMessage(sender.talk, text, text).status();
            if (status == 201) {
                sender.acknowledged.add(text);
            } else if (status != 429) {
                wrong.add(text + " was answered with " + status);
            }
        } catch (RuntimeException e) {
            wrong.add(text + " was not answered: " + e);
        }
        longest.accumulateAndGet(System.nanoTime() - start, Math::max);
    }

    /** Waits until more of each sender's messages were acknowledged, with those under way at the beginning not counted. */
    void awaitMore() {
        List<Integer> before =
                all.stream().map(sender -> sender.acknowledged.size()).toList();
        await("acknowledgements").atMost(PATIENCE).until(() -> {
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).acknowledged.size() < before.get(i) + MORE) {
                    return false;
                }
            }
            return true;
        });
    }

    void stop() throws InterruptedException {
        clock.shutdown();
        assertThat(clock.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    /** Every send was answered in time, and everything acknowledged is there once. */
    void nothingIsLost() {
        LOG.info("The longest call took {} ms", TimeUnit.NANOSECONDS.toMillis(longest.get()));
        assertThat(wrong).isEmpty();
        assertThat(Duration.ofNanos(longest.get())).isLessThan(IN_TIME);
        for (Sender sender : all) {
            List<String> stored = stored(sender);
            assertThat(stored).doesNotHaveDuplicates().containsAll(sender.acknowledged);
        }
    }

    private static List<String> stored(Sender sender) {
        List<String> texts = new ArrayList<>();
        long after = 0;
        JsonNode messages;
        do {
            String page = "/api/conversations/" + sender.talk + "/messages?limit=" + PAGE + "&after=" + after;
            messages = sender.client.get(page).json().get("messages");
            for (JsonNode message : messages) {
                texts.add(message.get("text").textValue());
                after = message.get("seq").longValue();
            }
        } while (messages.size() == PAGE);
        return texts;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
