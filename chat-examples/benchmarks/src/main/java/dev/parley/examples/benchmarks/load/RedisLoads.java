package dev.parley.examples.benchmarks.load;

import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Calls at fixed rates to all that uses Redis, on all nodes in turn, until it is closed. */
final class RedisLoads implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(1);
    // Both are asked for twice what comes back.
    private static final RateLimit SMALL = RateLimit.of(100, Duration.ofSeconds(1));
    private static final RateLimit LARGE = new RateLimit(1_000, 500, Duration.ofSeconds(1));

    private final List<RedisNode> nodes;
    private final StaleWatch stale;
    private final SignalWatch signals;
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final List<Thread> paces;
    private volatile Watch watch = new Watch(false);

    RedisLoads(List<RedisNode> nodes, StaleWatch stale, SignalWatch signals) {
        this.nodes = nodes;
        this.stale = stale;
        this.signals = signals;
        this.paces = Stream.of(
                        pace(200, this::exact),
                        pace(1_000, this::leased),
                        pace(500, this::get),
                        pace(20, this::evict),
                        pace(50, this::publish))
                .toList();
        paces.forEach(Thread::start);
    }

    /** What is seen of one fault. */
    static final class Watch {
        final boolean evictsOnOne;
        final WatchedCalls calls = new WatchedCalls();
        final LimiterWatch exact = new LimiterWatch("exact", SMALL);
        final LimiterWatch leased = new LimiterWatch("leased", LARGE);

        private Watch(boolean evictsOnOne) {
            this.evictsOnOne = evictsOnOne;
        }
    }

    Watch watch(boolean evictsOnOne) {
        Watch next = new Watch(evictsOnOne);
        watch = next;
        return next;
    }

    private Thread pace(double perSecond, BiConsumer<Watch, Integer> work) {
        Thread thread = new Thread(() -> {
            try {
                Pace.keep(perSecond, Integer.MAX_VALUE, (number, intended) -> {
                    Watch current = watch;
                    callers.execute(() -> work.accept(current, number));
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        return thread;
    }

    private RedisNode node(int number) {
        return nodes.get(number % nodes.size());
    }

    private void exact(Watch current, int number) {
        current.calls.call("exact", () -> current.exact.ask(node(number).exact(), Deadline.after(LONGEST)));
    }

    private void leased(Watch current, int number) {
        current.calls.call("leased", () -> current.leased.ask(node(number).leased(), Deadline.after(LONGEST)));
    }

    private void get(Watch current, int number) {
        current.calls.call(
                "get", () -> stale.read(number / nodes.size(), node(number).cache(), Deadline.after(LONGEST)));
    }

    private void evict(Watch current, int number) {
        RedisNode node = current.evictsOnOne ? nodes.get(0) : node(number);
        current.calls.call("evict", () -> stale.write(number / nodes.size(), node.cache()));
    }

    private void publish(Watch current, int number) {
        current.calls.call("publish", signals::say);
    }

    @Override
    public void close() {
        paces.forEach(Thread::interrupt);
        try {
            for (Thread pace : paces) {
                pace.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        callers.shutdownNow();
    }
}
