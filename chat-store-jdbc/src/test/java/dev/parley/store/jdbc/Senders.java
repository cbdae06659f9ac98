package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.Entry;
import dev.parley.core.store.AppendResult;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.Concurrently;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;

/** Eight senders, each of which asks again with the same key until it has an answer, while something is done to the server. */
final class Senders {

    private static final int SENDERS = 8;

    private final Room room;
    private final int each;
    private final Duration timeout;
    private final AtomicInteger acknowledgedCount = new AtomicInteger();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();

    Senders(Room room, int each, Duration timeout) {
        this.room = room;
        this.each = each;
        this.timeout = timeout;
    }

    int all() {
        return SENDERS * each;
    }

    void run(Runnable mistreat) {
        Concurrently.run(SENDERS + 1, number -> {
            if (number == SENDERS) {
                mistreat.run();
                return 0;
            }
            for (int i = 0; i < each; i++) {
                String key = number + "-" + i;
                acknowledged.put(key, sendUntilAnswered(key));
                acknowledgedCount.incrementAndGet();
            }
            return each;
        });
    }

    /** For who mistreats: waits until so many have been acknowledged. */
    void awaitAcknowledged(int count) {
        Awaitility.await()
                .atMost(100, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> acknowledgedCount.get() >= Math.min(count, all()));
    }

    int acknowledged() {
        return acknowledgedCount.get();
    }

    private long sendUntilAnswered(String key) {
        while (true) {
            try {
                AppendResult result = room.append(Room.ALICE, key, key, Deadline.after(timeout));
                if (result instanceof AppendResult.Appended appended) {
                    return appended.message().seq();
                }
                if (result instanceof AppendResult.Duplicate duplicate) {
                    return duplicate.message().seq();
                }
                assertThat(result).isInstanceOf(AppendResult.Refused.class);
            } catch (ChatException e) {
                assertThat(e.code())
                        .isIn(ErrorCode.STORE_UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN, ErrorCode.DEADLINE_EXCEEDED);
            }
        }
    }

    /** Everything that was acknowledged is there, once, under its seq, and nothing else is. */
    void assertKept(String description) {
        Map<String, Long> kept = new ConcurrentHashMap<>();
        for (Long after = 0L; after != null; ) {
            var page = room.store()
                    .log()
                    .entries(Room.ALICE, room.id(), after, 1_000, Room.patience())
                    .orThrow();
            page.items()
                    .forEach(entry -> assertThat(kept.put(((Entry.Posted) entry).text(), entry.seq()))
                            .isNull());
            after = page.nextCursor();
        }
        assertThat(kept).as(description).isEqualTo(acknowledged);
        assertThat(kept.values())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, all()).boxed().toList());
    }
}
