package dev.parley.examples.server.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.Message;
import dev.parley.examples.server.kill.IrcFile.Said;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Kills an import, starts it again, kills it again further on, and at last lets it run to its end (row F1 of the test
 * plan). What the import reported as read counts as acknowledged.
 */
final class ReplayKills {

    private static final int MESSAGES = 2_000;
    private static final int KILLS_PER_FILE = 5;
    private static final int LEAST_ACKNOWLEDGED = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern PROGRESS = Pattern.compile(" (\\d+)/(\\d+) \\(");
    private static final Pattern REPORT = Pattern.compile("stored=(\\d+) duplicates=(\\d+) rate=\\d+/s peak_mib=\\d+");

    private final Path directory;
    private final Map<String, String> environment;
    private final JdbcDatabaseConfig database;
    private final Tally tally;

    ReplayKills(String name, Path directory, Map<String, String> environment, JdbcDatabaseConfig database) {
        this.directory = directory;
        this.environment = environment;
        this.database = database;
        this.tally = new Tally(name);
    }

    void run() throws IOException, InterruptedException {
        try (Archive archive = new Archive(database)) {
            archive.registerReader();
        }
        int kills = 0;
        for (int file = 1; kills < Tally.rounds(); file++) {
            assertThat(file).as("files for %d kills", kills).isLessThanOrEqualTo(Tally.rounds());
            Random random = new Random(tally.nextSeed());
            IrcFile log = IrcFile.write(directory.resolve("log" + file + ".txt"), MESSAGES);
            kills += killSeveralTimes(log, Math.min(KILLS_PER_FILE, Tally.rounds() - kills), random);
            finish(log);
        }
        tally.printTotal();
    }

    /** {@return how many times it could be killed before it was at its end} */
    private int killSeveralTimes(IrcFile log, int most, Random random) throws InterruptedException {
        int before = 0;
        for (int kill = 0; kill < most; kill++) {
            long seed = random.nextLong();
            // Behind 100 new messages, and leaving room for the kills that follow and for what goes on until the
            // signal.
            int room = (MESSAGES * 3 / 4 - before) / (most - kill) - LEAST_ACKNOWLEDGED;
            if (room <= 0) {
                return kill;
            }
            int target = before + LEAST_ACKNOWLEDGED + new Random(seed).nextInt(room);
            long start = System.nanoTime();
            int acknowledged = killBehind(log, target, seed);
            if (acknowledged == MESSAGES) {
                return kill;
            }
            before = check(log, acknowledged, before, seed, Duration.ofNanos(System.nanoTime() - start));
        }
        return most;
    }

    /** {@return how many messages the import had acknowledged at least; all if it was at its end before the kill} */
    private int killBehind(IrcFile log, int target, long seed) throws InterruptedException {
        try (ChildProcess replay = start(log)) {
            String line = replay.awaitLine(text -> log.messagesWithin(bytesRead(text)) >= target, PATIENCE);
            Executor later =
                    CompletableFuture.delayedExecutor(new Random(seed).nextInt(150_000), TimeUnit.MICROSECONDS);
            CompletableFuture.runAsync(() -> {}, later).join();
            replay.kill();
            return replay.wasKilled() ? log.messagesWithin(bytesRead(line)) : MESSAGES;
        }
    }

    private ChildProcess start(IrcFile log) {
        List<String> arguments =
                List.of("replay", "--reader", Archive.READER, log.path().toString());
        return ServerProcess.command(directory, environment, arguments);
    }

    private static long bytesRead(String line) {
        Matcher progress = PROGRESS.matcher(line);
        return progress.find() ? Long.parseLong(progress.group(1)) : 0;
    }

    private int check(IrcFile log, int acknowledged, int before, long seed, Duration at) {
        List<Said> stored = stored(log);
        int lost = Math.max(0, acknowledged - stored.size());
        int duplicated = stored.size() - new HashSet<>(stored).size();
        int fresh = acknowledged - before;
        String more = "reported=%d stored=%d".formatted(acknowledged, stored.size());
        tally.add(seed, at, fresh, lost, duplicated, more);
        assertThat(fresh).as("acknowledged, seed %d", seed).isGreaterThanOrEqualTo(LEAST_ACKNOWLEDGED);
        assertThat(stored)
                .as("stored at the kill, seed %d", seed)
                .hasSizeGreaterThanOrEqualTo(acknowledged)
                .isEqualTo(log.messages().subList(0, Math.min(stored.size(), MESSAGES)));
        return stored.size();
    }

    private List<Said> stored(IrcFile log) {
        try (Archive archive = new Archive(database)) {
            List<Message> read = archive.read(log.path().getFileName().toString());
            assertThat(read).extracting(Message::ordinal).isEqualTo(ordinals(read.size()));
            return read.stream()
                    .map(message -> new Said(message.author().value(), message.text()))
                    .toList();
        }
    }

    private static List<Long> ordinals(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private void finish(IrcFile log) throws InterruptedException {
        int before = stored(log).size();
        try (ChildProcess replay = start(log)) {
            Matcher report = REPORT.matcher(replay.awaitLine(text -> text.startsWith("stored="), PATIENCE));
            replay.awaitEnd(PATIENCE);
            assertThat(report.matches())
                    .as("the report is as the contract says")
                    .isTrue();
            assertThat(Integer.parseInt(report.group(2))).as("duplicates").isEqualTo(before);
            assertThat(Integer.parseInt(report.group(1))).as("stored").isEqualTo(MESSAGES - before);
        }
        assertThat(stored(log)).as("the log after all").isEqualTo(log.messages());
    }
}
