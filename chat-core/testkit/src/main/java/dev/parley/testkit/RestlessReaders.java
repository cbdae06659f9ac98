package dev.parley.testkit;

import dev.parley.core.ChatEngine;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.message.ConversationId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Readers that lose their connection again and again, each time at another place and often in the middle of what there is
 * to read, and go on from their cursor on any node. For one thread; the readers are told in the threads of the engines.
 */
final class RestlessReaders {

    private static final long SEED = 20_260_102;

    private final List<Reader> readers;

    RestlessReaders(int count, ConversationId room, List<ChatEngine> engines, NodesFixture nodes) {
        this.readers = IntStream.range(0, count)
                .mapToObj(number -> new Reader(new Random(SEED + number), room, engines, nodes))
                .toList();
    }

    List<LiveTranscript> transcripts() {
        return readers.stream().map(reader -> reader.transcript).toList();
    }

    /** Reads on until all readers have so many entries. */
    void awaitAll(long entries, Duration patience) {
        Deadline deadline = Deadline.after(patience);
        while (readers.stream().anyMatch(reader -> reader.transcript.last() < entries)) {
            boolean idle = true;
            for (Reader reader : readers) {
                idle &= !reader.readSome();
            }
            if (deadline.expired()) {
                throw new AssertionError("After " + patience + " the readers have "
                        + readers.stream()
                                .map(reader -> reader.transcript.last())
                                .toList());
            }
            if (idle) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        }
        readers.forEach(reader -> reader.subscription.close());
    }

    private static final class Reader {
        private final Random random;
        private final ConversationId room;
        private final List<ChatEngine> engines;
        private final NodesFixture nodes;
        private final LiveTranscript transcript = new LiveTranscript(0);
        private Subscription subscription;

        Reader(Random random, ConversationId room, List<ChatEngine> engines, NodesFixture nodes) {
            this.random = random;
            this.room = room;
            this.engines = engines;
            this.nodes = nodes;
            this.subscription = connect();
        }

        private Subscription connect() {
            ChatEngine engine = engines.get(random.nextInt(engines.size()));
            return nodes.session(engine)
                    .subscribe(room, transcript.last(), AccessCheck.always())
                    .orThrow();
        }

        boolean readSome() {
            List<LiveEvent> events = subscription.poll(1 + random.nextInt(20));
            boolean cut = !events.isEmpty() && random.nextInt(10) == 0;
            // What was on its way when the connection was lost never arrives.
            int arrived = cut ? random.nextInt(events.size() + 1) : events.size();
            events.subList(0, arrived).forEach(transcript::add);
            if (cut) {
                subscription.close();
                transcript.reconnect();
                subscription = connect();
            }
            return !events.isEmpty();
        }
    }
}
