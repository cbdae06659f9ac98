package dev.parley.examples.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks as the project states them (one fork, two warm-up and three measured iterations, or as many as the
 * class declares where its goals need more; bytes counted), writes each class's results as JSON and prints the table of its
 * goals. Arguments: the directory for the JSON, and which classes, all by default.
 */
public final class Report {

    private static final Map<String, Function<Figures, List<Verdict>>> GOALS = new TreeMap<>(Map.ofEntries(
            Map.entry(Append.class.getSimpleName(), AppendGoals::all),
            Map.entry(AppendLatency.class.getSimpleName(), AppendGoals::latency),
            Map.entry(AppendReceipt.class.getSimpleName(), AppendGoals::receipt),
            Map.entry(BotTurn.class.getSimpleName(), Goals::ofBotTurn),
            Map.entry(CacheUses.class.getSimpleName(), CacheUseGoals::all),
            Map.entry(ChatTurn.class.getSimpleName(), ChatTurnGoals::all),
            Map.entry(EngineSend.class.getSimpleName(), Goals::ofEngineSend),
            Map.entry(FanOut.class.getSimpleName(), Goals::ofFanOut),
            Map.entry(GroupEviction.class.getSimpleName(), TwoLevelGoals::ofGroups),
            Map.entry(HistoryPage.class.getSimpleName(), Goals::ofHistoryPage),
            Map.entry(Intents.class.getSimpleName(), Goals::ofIntents),
            Map.entry(Invalidation.class.getSimpleName(), TwoLevelGoals::ofInvalidation),
            Map.entry(LocalLimiter.class.getSimpleName(), LimiterGoals::all),
            Map.entry(NextSeq.class.getSimpleName(), Goals::ofNextSeq),
            Map.entry(PasswordsBenchmark.class.getSimpleName(), PasswordGoals::all),
            Map.entry(SharedLimiter.class.getSimpleName(), SharedLimiterGoals::all),
            Map.entry(TokenCheck.class.getSimpleName(), TokenGoals::all),
            Map.entry(TwoLevel.class.getSimpleName(), TwoLevelGoals::all)));

    /** Their goals are nearer to what they are compared with than the error of three iterations. */
    private static final Set<String> AS_DECLARED = Set.of(
            Append.class.getSimpleName(),
            AppendLatency.class.getSimpleName(),
            AppendReceipt.class.getSimpleName(),
            CacheUses.class.getSimpleName(),
            ChatTurn.class.getSimpleName(),
            GroupEviction.class.getSimpleName(),
            Invalidation.class.getSimpleName(),
            LocalLimiter.class.getSimpleName(),
            PasswordsBenchmark.class.getSimpleName(),
            SharedLimiter.class.getSimpleName(),
            TokenCheck.class.getSimpleName(),
            TwoLevel.class.getSimpleName());

    private Report() {}

    /**
     * Runs and reports.
     *
     * @param args the directory, then the names of classes
     * @throws RunnerException if a benchmark fails
     * @throws IOException if the directory can't be made
     */
    public static void main(String[] args) throws RunnerException, IOException {
        PrintStream out = System.out;
        if (args.length == 0) {
            out.println("Usage: Report DIRECTORY [" + String.join("|", GOALS.keySet()) + "]...");
            return;
        }
        Path directory = Files.createDirectories(Path.of(args[0]));
        List<String> chosen = List.of(args).subList(1, args.length);
        for (String name : GOALS.keySet()) {
            if (chosen.isEmpty() || chosen.contains(name)) {
                String machine = Machine.describe();
                List<Verdict> verdicts = run(name, directory);
                out.println();
                out.println(machine);
                out.println();
                out.println(Verdict.HEADER);
                verdicts.stream().map(Verdict::toMarkdown).forEach(out::println);
            }
        }
    }

    private static List<Verdict> run(String name, Path directory) throws RunnerException, IOException {
        Path json = directory.resolve(name + ".json");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(Report.class.getPackageName().replace(".", "\\.") + "\\." + name + "\\.")
                .forks(1)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString());
        if (!AS_DECLARED.contains(name)) {
            options.warmupIterations(2).measurementIterations(3);
        }
        Figures figures = new Figures(new Runner(options.build()).run());
        // Where this machine has its JDK says nothing about the figures.
        Files.writeString(json, Files.readString(json).replaceAll("(\"jvm\" : )\"[^\"]*\"", "$1\"java\""));
        return GOALS.getOrDefault(name, unknown -> List.of()).apply(figures);
    }
}
