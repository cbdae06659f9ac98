package dev.parley.examples.benchmarks.load;

import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatEvent;
import dev.parley.core.observe.ChatListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts how the turns of each bot have ended. Thread-safe. */
final class TurnEnds implements ChatListener {

    private final Map<UserId, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

    @Override
    public void onEvent(ChatEvent event) {
        if (event instanceof ChatEvent.TurnEnded ended) {
            TurnFailure failure = ended.failure();
            count(ended.turn().bot(), failure == null ? ended.state().id() : failure.id());
        } else if (event instanceof ChatEvent.ResponderAbandoned abandoned) {
            count(abandoned.turn().bot(), "responder abandoned");
        }
    }

    private void count(UserId bot, String what) {
        counts.computeIfAbsent(bot, key -> new ConcurrentHashMap<>())
                .computeIfAbsent(what, key -> new LongAdder())
                .increment();
    }

    /** {@return how often a bot's turns ended in which way} */
    Map<String, Long> of(UserId bot) {
        Map<String, Long> sums = new TreeMap<>();
        counts.getOrDefault(bot, Map.of()).forEach((what, count) -> sums.put(what, count.sum()));
        return sums;
    }
}
