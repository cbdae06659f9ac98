package dev.parley.examples.server.intents;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about what the bot understands. */
@Command(
        name = "intents",
        description = "Commands about what the bot understands.",
        mixinStandardHelpOptions = true,
        subcommands = EvaluateCommand.class)
public final class IntentsCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    /** Made by picocli. */
    public IntentsCommand() {}

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand: evaluate");
    }
}
