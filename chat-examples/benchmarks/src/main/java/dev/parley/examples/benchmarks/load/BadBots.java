package dev.parley.examples.benchmarks.load;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatEngineBuilder;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.ReplyPolicy;
import dev.parley.core.reply.Responder;
import dev.parley.examples.benchmarks.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Whether a bot that breaks every rule harms the conversations of others. Questions to a good bot and plain messages come at
 * a fixed rate; one phase after another adds a bad bot in conversations of its own. The first phase warms up and is not
 * reported; the baseline is taken before and after, so that its own spread can be seen.
 */
public final class BadBots {

    private static final UserId GOOD = new UserId("good");
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final double MOST_RATIO = 1.2;

    private final Options options;
    private final TurnEnds ends;
    private final ChatEngine engine;
    private final GoodLoad good;

    private BadBots(Options options, TurnEnds ends, ChatEngine engine, GoodLoad good) {
        this.options = options;
        this.ends = ends;
        this.engine = engine;
        this.good = good;
    }

    /**
     * Runs and reports.
     *
     * @param args options with values
     * @throws IOException if the database can't be started, or the results can't be written
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.parse(
                args,
                Map.of(
                        "--database", "",
                        "--seconds", "20",
                        "--rate", "50",
                        "--conversations", "50",
                        "--bad-rate", "50",
                        "--bad-conversations", "16",
                        "--results", "chat-examples/benchmarks/results"));
        String machine = Machine.describe();
        try (Database database = Database.open(options.text("--database"));
                EngineParts parts = EngineParts.open(database)) {
            TurnEnds ends = new TurnEnds();
            try (ChatEngine engine = withVoices(parts.builder()).listener(ends).build();
                    GoodLoad good =
                            new GoodLoad(engine, GOOD, options.whole("--conversations"), options.number("--rate"))) {
                List<Phase> phases = new BadBots(options, ends, engine, good).phases();
                report(options, machine, phases, database.url() == null ? "" : "-postgresql");
            }
        }
    }

    private static ChatEngineBuilder withVoices(ChatEngineBuilder builder) {
        builder.responder(GOOD, Responder.echo());
        ReplyPolicy policy = ReplyPolicy.DEFAULT.withConcurrency(8).withTimeout(Duration.ofSeconds(1));
        for (BadBot bot : BadBot.values()) {
            builder.responder(bot.user(), bot, policy);
        }
        return builder;
    }

    private List<Phase> phases() throws InterruptedException {
        good.run(options.whole("--seconds"), PATIENCE);
        List<Phase> phases = new ArrayList<>();
        phases.add(phase("none: the baseline", watch(), 0, Map.of()));
        for (BadBot bot : BadBot.values()) {
            phases.add(phase(bot));
        }
        phases.add(phase("none: the baseline again", watch(), 0, Map.of()));
        return phases;
    }

    private Phase phase(BadBot bot) throws InterruptedException {
        Rooms rooms = new Rooms(engine, options.whole("--bad-conversations"), bot.user());
        BadLoad bad = new BadLoad(bot, rooms, options.number("--bad-rate"));
        Watch watch = watch();
        // Before the bot behaves again, and what it was asked in vain is taken back.
        long asked = bad.asked();
        Map<String, Long> badEnds = ends.of(bot.user());
        bad.end();
        return phase(bot.label(), watch, asked, badEnds);
    }

    private Watch watch() throws InterruptedException {
        ManagementFactory.getThreadMXBean().resetPeakThreadCount();
        return good.run(options.whole("--seconds"), PATIENCE);
    }

    private Phase phase(String name, Watch watch, long asked, Map<String, Long> badEnds) throws InterruptedException {
        return new Phase(
                name,
                watch.receipts.summary(),
                watch.turns.summary(),
                watch.failures.sum(),
                watch.unanswered(),
                asked,
                badEnds,
                ManagementFactory.getThreadMXBean().getPeakThreadCount(),
                good.answersNow(PATIENCE));
    }

    private static void report(Options options, String machine, List<Phase> phases, String store) throws IOException {
        Phase baseline = phases.get(0);
        boolean met =
                phases.subList(1, phases.size() - 1).stream().allMatch(phase -> phase.isUnharmed(baseline, MOST_RATIO));
        Results.write(
                Path.of(options.text("--results")),
                "BadBots" + store,
                Map.of("machine", machine, "options", options.toReport(), "phases", phases, "met", met));
        PrintStream out = System.out;
        out.println(machine + ", options " + options.toReport());
        out.println();
        out.println(Phase.HEADER);
        phases.forEach(phase -> out.println(phase.toMarkdown(baseline)));
        out.println();
        out.println("Nothing lost, and every p99 at most " + MOST_RATIO + " times the baseline's: "
                + (met ? "yes" : "**no**"));
    }
}
