package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.examples.server.kill.Directories;
import dev.parley.examples.server.kill.PostgresProcess;
import dev.parley.testkit.Concurrently;
import dev.parley.testkit.FaultyProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Guarantees G1 and G11 and row F3 at the HTTP interface: servers whose database is frozen, or badly reached in one way each. All
 * that does not need the database goes on meanwhile.
 */
class DatabaseTroublesIT {

    private static PostgresProcess postgres;

    @SuppressWarnings("ImmutableEnumChecker") // Functions of the proxy, which hold nothing.
    private enum Trouble {
        BLACK_HOLE(true, FaultyProxy::pause),
        RESET(true, FaultyProxy::refuse),
        SLOW(false, proxy -> proxy.slow(Duration.ofMillis(500), Duration.ofMillis(200), 1_000_000)),
        NARROW(false, proxy -> proxy.slow(Duration.ZERO, 1_024)),
        SLICED(false, FaultyProxy::slice);

        private final boolean complete;
        private final Consumer<FaultyProxy> begin;

        Trouble(boolean complete, Consumer<FaultyProxy> begin) {
            this.complete = complete;
            this.begin = begin;
        }
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        postgres = PostgresProcess.start(Directories.fresh("troubles"));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        postgres.close();
    }

    /** They mostly wait, so all of them wait at once. */
    @Test
    void aBadWayToTheDatabaseIsToldInTimeAndNothingIsLost() {
        Set<String> before = threads();
        Concurrently.run(Trouble.values().length, number -> {
            Trouble trouble = Trouble.values()[number];
            try (FaultyProxy proxy = FaultyProxy.to("127.0.0.1", postgres.port());
                    TroubledServer server =
                            new TroubledServer(trouble.name(), postgres.newDatabase(trouble.name(), proxy.port()))) {
                trouble.begin.accept(proxy);
                server.assertToldInTime(trouble.complete);
                proxy.heal();
                server.assertWhole();
            }
            return trouble;
        });
        assertThreadsGone(before);
    }

    @Test
    void aFrozenDatabaseIsToldInTimeAndNothingIsLost() {
        Set<String> before = threads();
        try (TroubledServer server = new TroubledServer("FROZEN", postgres.newDatabase("FROZEN", postgres.port()))) {
            postgres.freeze();
            try {
                server.assertToldInTime(true);
            } finally {
                postgres.thaw();
            }
            server.assertWhole();
        }
        assertThreadsGone(before);
    }

    private static void assertThreadsGone(Set<String> before) {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(before).containsAll(threads()));
    }

    /** But for those of clients, and of the virtual machine. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("parley") || name.startsWith("qtp") || name.startsWith("JettyServer"))
                .collect(Collectors.toSet());
    }
}
