package dev.parley.examples.server;

import dev.parley.auth.token.SigningKeys;
import dev.parley.core.error.ChatException;
import dev.parley.core.reply.Responder;
import dev.parley.core.retention.HistoryTrimmer;
import dev.parley.core.retention.TrimmingPace;
import dev.parley.core.store.HistoryRule;
import dev.parley.examples.intents.LinearIntentClassifier;
import dev.parley.examples.server.backup.ServingBackups;
import dev.parley.examples.server.config.Backend;
import dev.parley.examples.server.config.SettingException;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.config.TokenKeys;
import dev.parley.examples.server.intents.IntentResponder;
import dev.parley.examples.server.intents.ThresholdReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    /** Before each word of the bot: slow enough that one sees them come. */
    private static final Duration WORD = Duration.ofMillis(40);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return serve(spec.commandLine().getOut());
    }

    static int serve(PrintWriter out) throws InterruptedException {
        Settings settings = Settings.read(System.getenv(), Path.of(""));
        SigningKeys keys = TokenKeys.open(settings.keys());
        LinearIntentClassifier classifier = LinearIntentClassifier.load();
        Responder bot = new IntentResponder(classifier, settings.intentThreshold(), WORD, Bot.NAME, Bot.ID.value());
        Backend backend = Backend.open(settings.database(), settings.redis());
        ServingBackups backups = backups(settings, backend);
        ChatServer server = listen(backend, bot, keys, settings, backups);
        Optional<HistoryTrimmer> trimmer = trimmer(backend, settings.history());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            trimmer.ifPresent(HistoryTrimmer::close);
                            backups.close();
                            backend.close();
                        },
                        "stop"));
        LOG.info("Serving in {}", settings.stage());
        LOG.info(ThresholdReport.line(classifier.validation(), settings.intentThreshold()));
        out.println("Parley is ready: " + server.address());
        out.flush();
        server.join();
        return ExitCode.OK;
    }

    private static ServingBackups backups(Settings settings, Backend backend) {
        try {
            return ServingBackups.start(settings, backend.access().leases());
        } catch (SettingException | ChatException e) {
            backend.close();
            throw e;
        }
    }

    private static ChatServer listen(
            Backend backend, Responder bot, SigningKeys keys, Settings settings, ServingBackups backups) {
        try {
            return ChatServer.start(backend, bot, keys, settings, backups.erasures());
        } catch (IOException e) {
            backups.close();
            backend.close();
            LOG.debug("The port can't be listened on", e);
            throw new SettingException(
                    "HOST and PORT", "name an address that can't be listened on; is another program using it?");
        }
    }

    /** Removes what is older than the settings keep, on one of the servers that share a database. */
    private static Optional<HistoryTrimmer> trimmer(Backend backend, @Nullable HistoryRule rule) {
        return rule == null
                ? Optional.empty()
                : backend.store()
                        .historyRetention()
                        .map(retention -> HistoryTrimmer.start(
                                retention,
                                backend.access().leases(),
                                rule,
                                TrimmingPace.DEFAULT,
                                InstantSource.system()));
    }
}
