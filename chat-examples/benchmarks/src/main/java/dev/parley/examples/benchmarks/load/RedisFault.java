package dev.parley.examples.benchmarks.load;

import dev.parley.testkit.FaultyProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What is done to Redis, or to the ways to it. */
enum RedisFault {
    NONE("none: the baseline"),
    STOPPED("SIGSTOP"),
    KILLED("SIGKILL, started again with its data"),
    EMPTIED("SIGKILL, started again empty"),
    CUT("cut: connections are reset, and new ones too"),
    PAUSED("pause: nothing comes through, all of it afterwards"),
    SLOW("slow: every piece half a second late"),
    HALF_OPEN("half-open: accepted and never answered, also afterwards"),
    PARTED("pause for one of the nodes, the other evicts");

    private static final Duration LATE = Duration.ofMillis(500);
    private static final int BYTES_PER_SECOND = 10_000_000;

    private final String label;

    RedisFault(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** {@return whether all allowances are whole afterwards, as is declared} */
    boolean forgets() {
        return this == EMPTIED;
    }

    /** {@return whether only the first node can tell anybody what it evicts} */
    boolean parts() {
        return this == PARTED;
    }

    void begin(RedisVictim redis, List<FaultyProxy> ways) throws IOException, InterruptedException {
        switch (this) {
            case NONE -> {}
            case STOPPED -> redis.freeze();
            case KILLED -> redis.kill();
            case EMPTIED -> {
                redis.kill();
                redis.forget();
            }
            case CUT -> ways.forEach(FaultyProxy::refuse);
            case PAUSED -> ways.forEach(FaultyProxy::pause);
            case SLOW -> ways.forEach(way -> way.slow(LATE, BYTES_PER_SECOND));
            case HALF_OPEN -> ways.forEach(FaultyProxy::halfOpen);
            case PARTED -> ways.get(ways.size() - 1).pause();
        }
    }

    void end(RedisVictim redis, List<FaultyProxy> ways) throws IOException, InterruptedException {
        switch (this) {
            case STOPPED -> redis.thaw();
            case KILLED, EMPTIED -> redis.restart();
            default -> ways.forEach(FaultyProxy::heal);
        }
    }
}
