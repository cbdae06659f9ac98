package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.reply.Responder;
import dev.parley.examples.server.live.LiveSettings;
import dev.parley.testkit.Concurrently;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** A server, and a user who goes on using it while its database is in trouble. */
final class TroubledServer implements AutoCloseable {

    /** No call takes longer; a busy machine may take five times that. */
    private static final Duration LONGEST = Duration.ofSeconds(25);

    private static final int CALLERS = 8;

    /** More than the pool has connections. */
    private static final int CROWD = 24;

    private final String name;
    private final TestServer server;
    private final Account account;
    private final Client ann;
    private final String conversation;
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong longest = new AtomicLong();

    TroubledServer(String name, String database) {
        this.name = name;
        this.server = TestServer.on(database, Responder.echo(), LiveSettings.DEFAULT);
        this.account = Account.register(server);
        this.ann = account.client();
        this.conversation = ann.conversation();
        assertThat(send("before").status()).isEqualTo(201);
    }

    private Answer send(String key) {
        sent.add(key);
        Answer answer = ann.sendMessage(conversation, key, key);
        if (answer.status() == 201 || answer.status() == 200) {
            acknowledged.add(key);
        }
        return answer;
    }

    private Answer timed(Supplier<Answer> call) {
        long begin = System.nanoTime();
        Answer answer = call.get();
        longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
        return answer;
    }

    /** While the trouble lasts; if it is complete, nothing that needs the database succeeds. */
    void assertToldInTime(boolean complete) {
        Concurrently.run(CALLERS, number -> {
            List<Supplier<Answer>> needy = List.of(
                    () -> send("during " + number),
                    () -> ann.get("/api/conversations"),
                    () -> account.login(Client.PASSWORD),
                    () -> ann.get("/api/conversations/" + conversation + "/messages"));
            Answer answer = timed(needy.get(number % needy.size()));
            if (complete || answer.status() / 100 != 2) {
                assertThat(answer.status()).as(name + " " + answer.body()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).containsOnlyDigits();
            }
            // What needs no database.
            assertThat(timed(() -> server.stranger().get("/")).status()).isEqualTo(200);
            assertThat(timed(() -> server.stranger().get("/api/me")).status()).isEqualTo(401);
            return number;
        });
        assertThat(Duration.ofNanos(longest.get())).as(name).isLessThan(LONGEST);
    }

    /** After it: every connection is a good one, and every message that was sent is there once. */
    void assertWhole() {
        long healed = System.nanoTime();
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> send("after").status() / 100 == 2);
        Duration back = Duration.ofNanos(System.nanoTime() - healed);
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> Concurrently.run(CROWD, number -> ann.get("/api/conversations")).stream()
                        .allMatch(answer -> answer.status() == 200));
        assertThat(texts()).doesNotHaveDuplicates().containsAll(acknowledged);
        for (String key : sent) {
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> send(key).status() / 100 == 2);
        }
        assertThat(texts()).containsExactlyInAnyOrderElementsOf(sent);
        System.out.printf(
                "DatabaseTroublesIT %s: longest call %d ms, back after %d ms%n",
                name, TimeUnit.NANOSECONDS.toMillis(longest.get()), back.toMillis());
    }

    private List<String> texts() {
        String path = "/api/conversations/" + conversation + "/messages";
        Answer answer =
                Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> ann.get(path), got -> got.status() == 200);
        List<String> texts = new ArrayList<>();
        answer.json()
                .get("messages")
                .forEach(message -> texts.add(message.get("text").textValue()));
        return texts;
    }

    @Override
    public void close() {
        server.close();
    }
}
