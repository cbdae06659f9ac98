package dev.parley.examples.server;

import dev.parley.examples.server.config.Backend;
import dev.parley.examples.server.config.SettingException;
import dev.parley.examples.server.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves until the process is told to end. */
@Command(
        name = "serve",
        description = "Serves the chat; the default.",
        mixinStandardHelpOptions = true,
        versionProvider = ParleyVersion.class)
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return serve(spec.commandLine().getOut());
    }

    static int serve(PrintWriter out) throws InterruptedException {
        Settings settings = Settings.read(System.getenv(), Path.of(""));
        Backend backend = Backend.open(settings.database());
        ChatServer server = listen(backend, settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, backend), "stop"));
        LOG.info("Serving in {}", settings.stage());
        out.println("Parley is ready: " + server.address());
        out.flush();
        server.join();
        return ExitCode.OK;
    }

    private static ChatServer listen(Backend backend, Settings settings) {
        try {
            return ChatServer.start(backend, settings.publicOrigin(), settings.host(), settings.port());
        } catch (IOException e) {
            backend.close();
            LOG.debug("The port can't be listened on", e);
            throw new SettingException(
                    "HOST and PORT", "name an address that can't be listened on; is another program using it?");
        }
    }

    private static void stop(ChatServer server, Backend backend) {
        server.close();
        backend.close();
    }
}
