package dev.parley.examples.benchmarks.load;

import dev.parley.examples.benchmarks.Machine;
import dev.parley.testkit.FaultyProxy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a Redis that is frozen, killed or badly reached does to those who use it. Two nodes with limiters (exact, and with leases),
 * a two-level cache and an event bus, each over a connection of its own that can be disturbed, are called at fixed rates; one
 * fault after another holds for some seconds, and then the time is taken until every part works over Redis again.
 *
 * <p>Linux and macOS: processes are stopped by signals.
 */
public final class RedisFaults {

    private static final long WARM_UP_MILLIS = 3_000;
    private static final long BEFORE_MILLIS = 1_000;
    private static final long AFTER_MILLIS = 2_500;
    private static final double NANOS_PER_MILLI = 1e6;

    private final RedisVictim redis;
    private final List<FaultyProxy> ways;
    private final RedisLoads loads;
    private final StaleWatch stale;
    private final SignalWatch signals;
    private final RedisRecovery recovery;
    private final long faultMillis;

    private RedisFaults(
            RedisVictim redis,
            List<FaultyProxy> ways,
            RedisLoads loads,
            StaleWatch stale,
            SignalWatch signals,
            RedisRecovery recovery,
            long faultMillis) {
        this.redis = redis;
        this.ways = ways;
        this.loads = loads;
        this.stale = stale;
        this.signals = signals;
        this.recovery = recovery;
        this.faultMillis = faultMillis;
    }

    /**
     * Runs and reports.
     *
     * @param args options with values
     * @throws IOException if Redis can't be started, or the results can't be written
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.parse(
                args, Map.of("--seconds", "3", "--faults", "", "--results", "chat-examples/benchmarks/results"));
        String machine = Machine.describe();
        StaleWatch stale = new StaleWatch();
        long faultMillis = TimeUnit.SECONDS.toMillis(options.whole("--seconds"));
        try (RedisVictim redis = RedisVictim.start();
                FaultyProxy way = FaultyProxy.to("127.0.0.1", redis.port());
                FaultyProxy otherWay = FaultyProxy.to("127.0.0.1", redis.port());
                RedisNode node = new RedisNode(way.port());
                RedisNode other = new RedisNode(otherWay.port());
                SignalWatch signals = new SignalWatch(node.bus(), other.bus());
                RedisLoads loads = new RedisLoads(List.of(node, other), stale, signals)) {
            RedisRecovery recovery = new RedisRecovery(List.of(node, other), signals);
            List<RedisFaultPhase> phases = new RedisFaults(
                            redis, List.of(way, otherWay), loads, stale, signals, recovery, faultMillis)
                    .phases(options.text("--faults"));
            report(options, machine, phases);
        }
    }

    private List<RedisFaultPhase> phases(String names) throws IOException, InterruptedException {
        Thread.sleep(WARM_UP_MILLIS);
        List<RedisFaultPhase> phases = new ArrayList<>();
        for (RedisFault fault : RedisFault.values()) {
            if (names.isEmpty() || List.of(names.split(",", -1)).contains(fault.name())) {
                phases.add(phase(fault));
            }
        }
        return phases;
    }

    private RedisFaultPhase phase(RedisFault fault) throws IOException, InterruptedException {
        stale.oldestNanos();
        RedisLoads.Watch watch = loads.watch(fault.parts());
        long begin = System.nanoTime();
        Thread.sleep(BEFORE_MILLIS);
        fault.begin(redis, ways);
        Thread.sleep(faultMillis);
        fault.end(redis, ways);
        Map<String, Double> recovered = recovery.await();
        long end = System.nanoTime();
        // For calls that began during the fault, and losses that are told late.
        Thread.sleep(AFTER_MILLIS);
        loads.watch(false);
        return new RedisFaultPhase(
                fault.label(),
                watch.calls.count(),
                watch.calls.errors(),
                watch.calls.longestMillis(),
                watch.exact.local() + watch.leased.local(),
                List.of(watch.exact.beyond(fault.forgets()), watch.leased.beyond(fault.forgets())),
                stale.oldestNanos() / NANOS_PER_MILLI,
                signals.lost(begin, end),
                signals.untold(begin, end),
                recovered);
    }

    private static void report(Options options, String machine, List<RedisFaultPhase> phases) throws IOException {
        List<String> table = new ArrayList<>(RedisFaultPhase.HEADER);
        phases.forEach(phase -> table.add(phase.toMarkdown()));
        boolean met = phases.stream().allMatch(RedisFaultPhase::met);
        Results.report("RedisFaults", options, machine, Map.of("phases", phases), table, met);
    }
}
