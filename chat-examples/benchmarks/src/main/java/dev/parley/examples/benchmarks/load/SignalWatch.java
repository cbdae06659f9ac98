package dev.parley.examples.benchmarks.load;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import dev.parley.core.message.ConversationId;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Whether what the first node says reaches the second, or is at least told to be lost. Thread-safe. */
final class SignalWatch implements AutoCloseable {

    private final ConversationId conversation = new ConversationId(UUID.randomUUID());
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Long> said = new ConcurrentHashMap<>();
    private final Map<Long, Long> heard = new ConcurrentHashMap<>();
    private final Queue<Long> losses = new ConcurrentLinkedQueue<>();
    private final EventBus from;
    private final EventBus.Registration hearing;

    SignalWatch(EventBus from, EventBus to) {
        this.from = from;
        this.hearing = to.subscribe(this::hear, () -> losses.add(System.nanoTime()));
    }

    private void hear(Signal signal) {
        if (signal instanceof Signal.EntryAppended entry) {
            heard.put(entry.seq(), System.nanoTime());
        }
    }

    /** Says one more, and returns its number. */
    long say() {
        long number = last.incrementAndGet();
        said.put(number, System.nanoTime());
        from.publish(new Signal.EntryAppended(conversation, number, null));
        return number;
    }

    boolean heard(long number) {
        return heard.containsKey(number);
    }

    /** {@return when signals were lost and nobody was told, of those said between two times} */
    long untold(long begin, long end) {
        List<Long> told = List.copyOf(losses);
        return said.entrySet().stream()
                .filter(one -> one.getValue() >= begin && one.getValue() < end)
                .filter(one -> !heard.containsKey(one.getKey()))
                .filter(one -> told.stream().noneMatch(loss -> loss >= one.getValue()))
                .count();
    }

    /** {@return how many were lost, of those said between two times} */
    long lost(long begin, long end) {
        return said.entrySet().stream()
                .filter(one -> one.getValue() >= begin && one.getValue() < end)
                .filter(one -> !heard.containsKey(one.getKey()))
                .count();
    }

    @Override
    public void close() {
        hearing.close();
    }
}
