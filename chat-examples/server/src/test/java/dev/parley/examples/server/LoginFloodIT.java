package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.password.Argon2PasswordHasher;
import dev.parley.examples.server.accounts.AccountSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many log in at once, with passwords at their real cost, while others talk. */
class LoginFloodIT {

    private static final Logger LOG = LoggerFactory.getLogger(LoginFloodIT.class);

    private static final int LOGINS_A_SECOND = 50;
    private static final int ACCOUNTS = 25;
    private static final Duration FLOOD = Duration.ofSeconds(5);

    /** A login, or a message. */
    private record Call(boolean login, int status, long nanos) {}

    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();

    private void timed(boolean login, Supplier<Answer> call) {
        long start = System.nanoTime();
        int status = call.get().status();
        calls.add(new Call(login, status, System.nanoTime() - start));
    }

    @Test
    void whoTalksGoesOnAndWhoCannotComeInIsToldToComeAgain() throws Exception {
        try (TestServer server = TestServer.withAccounts(settings -> new AccountSettings(
                new Argon2PasswordHasher(),
                settings.keys(),
                settings.refreshGrace(),
                settings.limits(),
                settings.dataDirectory()))) {
            Account ann = Account.register(server);
            Client talker = ann.client();
            String conversation = talker.conversation();
            // An account takes five tries at once; here the processors are to be the bound.
            List<Account> crowd = Stream.generate(() -> Account.register(server))
                    .limit(ACCOUNTS)
                    .toList();
            ExecutorService threads = Executors.newCachedThreadPool();
            ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
            int messages = 0;
            List<Future<?>> offered = new ArrayList<>();
            int all = (int) FLOOD.toSeconds() * LOGINS_A_SECOND;
            for (int i = 0; i < all; i++) {
                long due = i * 1000L / LOGINS_A_SECOND;
                Account somebody = crowd.get(i % ACCOUNTS);
                offered.add(clock.schedule(
                        () -> threads.execute(() -> timed(true, () -> somebody.login(PASSWORD))),
                        due,
                        TimeUnit.MILLISECONDS));
            }
            long end = System.nanoTime() + FLOOD.toNanos();
            while (System.nanoTime() < end) {
                String key = "m" + messages++;
                timed(false, () -> talker.sendMessage(conversation, key, key));
            }
            for (Future<?> each : offered) {
                each.get();
            }
            clock.shutdown();
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            LOG.info("logins: {}", figures(true));
            LOG.info("messages: {}", figures(false));
            assertThat(calls.stream().filter(Call::login)).hasSize(all);
            assertThat(calls).allSatisfy(call -> assertThat(call.status()).isIn(200, 201, 429, 503));
            assertThat(calls).anyMatch(call -> call.login() && call.status() == 200);
            assertThat(calls).anyMatch(call -> !call.login() && call.status() == 201);
            assertThat(talker.get("/api/me").status()).isEqualTo(200);
        }
    }

    private String figures(boolean login) {
        List<Call> some = calls.stream().filter(call -> call.login() == login).toList();
        Map<Integer, Long> statuses =
                some.stream().collect(Collectors.groupingBy(Call::status, TreeMap::new, Collectors.counting()));
        long[] nanos = some.stream().mapToLong(Call::nanos).sorted().toArray();
        return statuses + ", median " + nanos[nanos.length / 2] / 1_000_000 + " ms, 99 % within "
                + nanos[nanos.length * 99 / 100] / 1_000_000 + " ms";
    }
}
