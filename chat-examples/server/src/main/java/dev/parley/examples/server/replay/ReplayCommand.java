package dev.parley.examples.server.replay;

import dev.parley.auth.login.LoginName;
import dev.parley.core.auth.LoginIdentity;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.config.Backend;
import dev.parley.examples.server.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports IRC logs. */
@Command(
        name = "replay",
        description = "Imports IRC logs; running it again imports what is missing.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int REFRESH_MILLIS = 250;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Lines '[HH:MM] <nick> text' are messages.")
    private List<Path> files = List.of();

    @Option(
            names = "--reader",
            paramLabel = "EMAIL",
            description = "A registered user who shall be able to read the conversations; may be repeated.")
    private List<String> readers = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    /** Made by picocli. */
    public ReplayCommand() {}

    @Override
    public Integer call() {
        Settings settings = Settings.read(System.getenv(), Path.of(""));
        try (Backend backend = Backend.open(settings.database())) {
            return run(backend);
        }
    }

    int run(Backend backend) {
        Set<UserId> users = users(backend.directory());
        IrcReplay replay = new IrcReplay(backend.store(), backend.directory());
        boolean complete = true;
        for (Path file : files) {
            complete &= replay(replay, file, users);
        }
        return complete ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean replay(IrcReplay replay, Path file, Set<UserId> users) {
        PrintWriter err = spec.commandLine().getErr();
        ReplayReport report;
        try (ProgressBar bar = progressBar(file)) {
            report = replay.replay(file, users, bar::stepTo);
        } catch (IOException e) {
            err.println(file + " can't be read: " + e.getClass().getSimpleName());
            return false;
        } catch (ChatException e) {
            err.println(file + " is not complete: " + e.getMessage());
            return false;
        }
        if (report.malformedBytes() > 0) {
            err.println(file + ": " + report.malformedBytes() + " bytes are not UTF-8 and were replaced");
        }
        if (report.refused() > 0) {
            err.println(file + ": " + report.refused() + " lines break a rule and were left out");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(report.format());
        out.flush();
        return report.refused() == 0;
    }

    private static ProgressBar progressBar(Path file) throws IOException {
        return new ProgressBarBuilder()
                .setTaskName(String.valueOf(file.getFileName()))
                .setInitialMax(Files.size(file))
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    private Set<UserId> users(UserDirectory directory) {
        Set<UserId> users = new HashSet<>();
        for (String reader : readers) {
            LoginIdentity identity = LoginName.of(reader)
                    .flatMap(login ->
                            directory.findByLogin(TenantId.DEFAULT, login.normalised(), Deadline.after(TIMEOUT)))
                    .orElseThrow(
                            () -> new ParameterException(spec.commandLine(), "--reader names a user who is not there"));
            users.add(identity.profile().id());
        }
        return users;
    }
}
