package dev.parley.examples.server;

import dev.parley.core.error.ChatException;
import dev.parley.examples.server.backup.BackupCommand;
import dev.parley.examples.server.config.SettingException;
import dev.parley.examples.server.intents.IntentsCommand;
import dev.parley.examples.server.replay.ReplayCommand;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. Without a subcommand it serves. */
@Command(
        name = "parley-server",
        description = "A chat server. Without a command it serves.",
        mixinStandardHelpOptions = true,
        versionProvider = ParleyVersion.class,
        subcommands = {ServeCommand.class, ReplayCommand.class, IntentsCommand.class, BackupCommand.class})
public final class ParleyServer implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    private ParleyServer() {}

    /**
     * Runs a command and ends the process with its exit code: 0 done, 1 failed, 2 wrong use or setting.
     *
     * @param args the subcommand and its options
     */
    public static void main(String[] args) {
        // PostgreSQL's driver writes to java.util.logging, which goes to stderr by itself, and quotes what it was
        // given.
        LogManager.getLogManager().reset();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return commandLine(System.getenv(), Path.of(""));
    }

    /** The commands about backups run as if in a process with this environment and directory. */
    static CommandLine commandLine(Map<String, String> environment, Path workingDirectory) {
        CommandLine line = new CommandLine(new ParleyServer(), BackupCommand.in(environment, workingDirectory));
        line.setParameterExceptionHandler((e, args) -> {
            // One line, as of a setting; --help has the rest.
            e.getCommandLine().getErr().println(e.getMessage());
            return ExitCode.USAGE;
        });
        return line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof SettingException) {
                command.getErr().println(e.getMessage());
                return ExitCode.USAGE;
            }
            if (e instanceof ChatException) {
                command.getErr().println(e.getMessage());
                return ExitCode.SOFTWARE;
            }
            throw e;
        });
    }

    @Override
    public Integer call() throws Exception {
        return ServeCommand.serve(spec.commandLine().getOut());
    }
}
