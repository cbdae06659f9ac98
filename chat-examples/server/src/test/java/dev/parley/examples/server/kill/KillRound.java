package dev.parley.examples.server.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One kill under load: a crowd sends, something is killed at a random instant and comes back, then the history is compared
 * with what the crowd was told; everything is sent again, and the history compared once more.
 */
final class KillRound {

    private static final int LEAST_ACKNOWLEDGED = 100;
    private static final int LONGEST_DELAY_MICROS = 500_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final long seed;
    private final Ledger ledger;
    private final Crowd crowd;

    private KillRound(long seed, Ledger ledger, Crowd crowd) {
        this.seed = seed;
        this.ledger = ledger;
        this.crowd = crowd;
    }

    /** Kills something and brings it back. */
    interface Fault {
        /** {@return the crowd, where the server is reached afterwards} */
        Crowd strike(Crowd crowd) throws IOException, InterruptedException;
    }

    /**
     * What was counted.
     *
     * @param crowd the crowd after it
     * @param seed of the instant
     * @param at the instant, from the first message on
     * @param acknowledged messages acknowledged before the kill
     * @param refused messages that the server refused
     * @param unknown messages of which nothing was known
     * @param resolved unknown ones that were found to be written
     * @param lost acknowledged messages that were not there
     * @param duplicated messages that were there twice
     * @param faults everything that went wrong, with ids
     */
    record Result(
            Crowd crowd,
            long seed,
            Duration at,
            long acknowledged,
            long refused,
            long unknown,
            long resolved,
            long lost,
            long duplicated,
            List<String> faults) {

        /** Prints the result with a figure of its own, and fails if anything is wrong. */
        void judge(Tally tally, String figure, Duration value) {
            String more = "refused=%d unknown=%d written=%d %s=%dms"
                    .formatted(refused, unknown, resolved, figure, value.toMillis());
            tally.add(seed, at, acknowledged, lost, duplicated, more);
            assertThat(faults).as("faults of the kill with seed %d", seed).isEmpty();
        }
    }

    static Result run(long seed, Path directory, Crowd crowd, Fault fault) throws IOException, InterruptedException {
        try (Ledger ledger = new Ledger(directory.resolve("acknowledgements.tsv"), LEAST_ACKNOWLEDGED)) {
            return new KillRound(seed, ledger, crowd.moved()).run(fault);
        }
    }

    private Result run(Fault fault) throws IOException, InterruptedException {
        long start = System.nanoTime();
        CompletableFuture<Void> sending =
                CompletableFuture.runAsync(() -> crowd.sendUntilCutOff(ledger), task -> new Thread(task).start());
        Duration at = awaitInstant(start);
        long acknowledged = ledger.count(Answer.Ok.class);
        assertThat(acknowledged)
                .as("acknowledged before the kill, seed %d", seed)
                .isGreaterThanOrEqualTo(LEAST_ACKNOWLEDGED);

        Crowd back = fault.strike(crowd);
        crowd.stop();
        awaitEnd(sending);

        HistoryCheck survived = HistoryCheck.of(ledger.answers(), back.history());
        Map<Line, Answer> again = back.sendAgain(ledger);
        HistoryCheck settled = HistoryCheck.of(again, back.history());
        List<String> faults = new ArrayList<>(changed(again));
        survived.faults().forEach(wrong -> faults.add("after the kill " + wrong));
        settled.faults().forEach(wrong -> faults.add("after sending all again " + wrong));
        return new Result(
                back,
                seed,
                at,
                ledger.count(Answer.Ok.class),
                ledger.count(Answer.Fail.class),
                ledger.count(Answer.Unknown.class),
                resolved(again),
                survived.lost().size() + settled.lost().size(),
                survived.duplicated().size() + settled.duplicated().size(),
                faults);
    }

    /** At any time after enough was acknowledged: the random delay is not a wait for anything. */
    private Duration awaitInstant(long start) throws InterruptedException {
        if (!ledger.enough().await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Only " + ledger.count(Answer.Ok.class) + " messages were acknowledged within "
                    + PATIENCE + ": " + ledger.answers());
        }
        int delay = new Random(seed).nextInt(LONGEST_DELAY_MICROS);
        Executor later = CompletableFuture.delayedExecutor(delay, TimeUnit.MICROSECONDS);
        return CompletableFuture.supplyAsync(() -> Duration.ofNanos(System.nanoTime() - start), later)
                .join();
    }

    private static void awaitEnd(CompletableFuture<Void> sending) throws InterruptedException {
        try {
            sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("The senders did not come to an end", e);
        }
    }

    private long resolved(Map<Line, Answer> again) {
        Map<Line, Answer> before = ledger.answers();
        return again.entrySet().stream()
                .filter(entry -> !(before.get(entry.getKey()) instanceof Answer.Ok))
                .filter(entry -> entry.getValue() instanceof Answer.Ok ok && ok.repeat())
                .count();
    }

    private List<String> changed(Map<Line, Answer> again) {
        List<String> changed = new ArrayList<>();
        ledger.answers().forEach((line, before) -> {
            if (before instanceof Answer.Ok first
                    && !(again.get(line) instanceof Answer.Ok second && second.repeat() && second.sameAs(first))) {
                changed.add("acknowledged otherwise: " + line.key() + " " + first + ", then " + again.get(line));
            }
        });
        return changed;
    }
}
