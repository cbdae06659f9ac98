package dev.parley.examples.server.backup;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about backups. */
@Command(
        name = "backup",
        description = "Makes, proves, restores and removes backups of the server's database.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CreateCommand.class,
            ListCommand.class,
            VerifyCommand.class,
            RestoreCommand.class,
            PruneCommand.class
        })
public final class BackupCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    /** Made by picocli. */
    public BackupCommand() {}

    /**
     * Makes commands that run as if in another process.
     *
     * @param environment of that process
     * @param workingDirectory of that process, where relative paths begin
     * @return what picocli makes them with
     */
    public static IFactory in(Map<String, String> environment, Path workingDirectory) {
        IFactory byDefault = CommandLine.defaultFactory();
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                K made = byDefault.create(type);
                if (made instanceof TargetCommand command) {
                    command.runIn(environment, workingDirectory);
                }
                return made;
            }
        };
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "Missing required subcommand: create, list, verify, restore or prune");
    }
}
