package dev.parley.examples.benchmarks.load;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.time.Deadline;
import dev.parley.examples.benchmarks.Machine;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.redis.ratelimit.AwayPolicy;
import dev.parley.redis.ratelimit.RedisRateLimiter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How near to its limit several nodes come that share an allowance by leases, and that they never come beyond it. Each node has
 * connections of its own to one Redis, and some threads that ask for the same key as fast as they can.
 */
public final class RateNodes {

    private static final LimitKey HOT = new LimitKey(TenantId.DEFAULT, "load", "hot");
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int QUEUE = 10_000;

    private final int threads;
    private final List<RedisConnections> connections = new ArrayList<>();
    private final List<RedisRateLimiter> limiters = new ArrayList<>();

    private RateNodes(int port, int nodes, int threads) {
        this.threads = threads;
        for (int i = 0; i < nodes; i++) {
            // A Redis that this machine keeps from running is not to look as if it were away.
            RedisConnections own = RedisConnections.open(
                    new RedisConfig("redis://127.0.0.1:" + port, "parley", Duration.ofSeconds(5), QUEUE));
            connections.add(own);
            limiters.add(RedisRateLimiter.on(own)
                    .leased()
                    .whenAway(AwayPolicy.deny())
                    .build());
        }
    }

    /**
     * Runs and reports.
     *
     * @param args options with values
     * @throws IOException if Redis can't be started, or the results can't be written
     * @throws InterruptedException if it is interrupted
     * @throws ExecutionException if a limiter throws
     */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Options options = Options.parse(
                args,
                Map.of(
                        "--nodes",
                        "4",
                        "--threads",
                        "4",
                        "--decisions",
                        "1000000",
                        "--limits",
                        "1000/s:100000,10000/s:100000",
                        "--results",
                        "chat-examples/benchmarks/results"));
        String machine = Machine.describe();
        List<RateNodesRun> runs = new ArrayList<>();
        for (String limit : options.text("--limits").split(",", -1)) {
            try (RedisVictim redis = RedisVictim.start()) {
                RateNodes nodes = new RateNodes(redis.port(), options.whole("--nodes"), options.whole("--threads"));
                runs.add(nodes.run(RateLimit.parse(limit), options.whole("--decisions")));
            }
        }
        report(options, machine, runs);
    }

    private RateNodesRun run(RateLimit limit, int decisions) throws InterruptedException, ExecutionException {
        int all = limiters.size() * threads;
        ExecutorService callers = Executors.newFixedThreadPool(all);
        try {
            long begin = System.nanoTime();
            List<Future<Count>> counts = new ArrayList<>();
            for (int i = 0; i < all; i++) {
                RedisRateLimiter limiter = limiters.get(i % limiters.size());
                counts.add(callers.submit(() -> ask(limiter, limit, decisions / all)));
            }
            long admitted = 0;
            long degraded = 0;
            for (Future<Count> count : counts) {
                admitted += count.get().admitted();
                degraded += count.get().degraded();
            }
            long nanos = System.nanoTime() - begin;
            long trips =
                    limiters.stream().mapToLong(RedisRateLimiter::roundTrips).sum();
            return RateNodesRun.of(limit, (long) decisions / all * all, admitted, degraded, trips, nanos);
        } finally {
            callers.shutdown();
            limiters.forEach(RedisRateLimiter::close);
            connections.forEach(RedisConnections::close);
        }
    }

    private static Count ask(RedisRateLimiter limiter, RateLimit limit, int calls) {
        Deadline deadline = Deadline.after(PATIENCE);
        long admitted = 0;
        long degraded = 0;
        for (int i = 0; i < calls; i++) {
            RateDecision decision = limiter.acquire(HOT, limit, 1, deadline);
            admitted += decision instanceof RateDecision.Allowed ? 1 : 0;
            degraded += decision.degraded() ? 1 : 0;
        }
        return new Count(admitted, degraded);
    }

    private record Count(long admitted, long degraded) {}

    private static void report(Options options, String machine, List<RateNodesRun> runs) throws IOException {
        List<String> table = new ArrayList<>(RateNodesRun.HEADER);
        runs.forEach(run -> table.add(run.toMarkdown()));
        boolean met = runs.stream().allMatch(RateNodesRun::met);
        Results.report("RateNodes", options, machine, Map.of("runs", runs), table, met);
    }
}
