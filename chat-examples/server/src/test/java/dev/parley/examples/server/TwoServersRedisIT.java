package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static dev.parley.examples.server.SharedServers.client;
import static dev.parley.examples.server.SharedServers.newAddress;
import static dev.parley.examples.server.SharedServers.newTokens;
import static dev.parley.examples.server.SharedServers.refresh;
import static dev.parley.examples.server.SharedServers.tryLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.examples.server.kill.ServerProcess;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two servers on one database and one Redis are one chat, and stay one while Redis is away (rows F4 and S5). */
class TwoServersRedisIT {

    /** What one server ends is over on the other within a second; a busy machine may take some of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final double NANOS_PER_HOUR = 3.6e12;
    private static final String AWAY = "Redis does not answer";
    private static final String BACK = "Redis answers again";

    private static SharedServers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = SharedServers.start("two-servers");
    }

    @AfterAll
    static void stop() throws Exception {
        servers.close();
    }

    @Test
    void whatIsSaidOnOneIsHeardOnTheOther() {
        JsonNode ann = newTokens(servers.here);
        JsonNode bob = newTokens(servers.there);
        Client annHere = client(servers.here, ann);
        Client bobThere = client(servers.there, bob);
        String talk = annHere.conversation(bobThere);
        try (EventStream heardHere = EventStream.open(servers.here.address(), annHere, talk);
                EventStream heardThere = EventStream.open(servers.there.address(), bobThere, talk)) {
            annHere.say(talk, "from here");
            bobThere.say(talk, "from there");
            for (EventStream heard : new EventStream[] {heardHere, heardThere}) {
                assertThat(text(heard)).isEqualTo("from here");
                assertThat(text(heard)).isEqualTo("from there");
            }
            // Who is typing goes by signals alone: no look into the database would tell of it.
            annHere.post("/api/conversations/" + talk + "/typing", json());
            assertThat(heardThere.next("typing").field("userId")).isEqualTo(annHere.id);
        }
    }

    private static String text(EventStream stream) {
        return stream.next("entry").data().at("/message/text").textValue();
    }

    @Test
    void whoLogsOutOnOneIsOutOnTheOther() {
        loggedOutOnTheOther();
    }

    private static void loggedOutOnTheOther() {
        JsonNode tokens = newTokens(servers.here);
        Client there = client(servers.there, tokens);
        assertThat(there.get("/api/me").status()).isEqualTo(200);
        assertThat(client(servers.here, tokens).post("/api/logout", json()).status())
                .isEqualTo(204);
        await().atMost(PATIENCE).until(() -> there.get("/api/me").status() == 401);
        refresh(servers.there, tokens).isProblem(401, "refresh_refused");
    }

    @Test
    void whoIsErasedOnOneIsUnknownOnTheOther() {
        JsonNode ann = newTokens(servers.here);
        Client annHere = client(servers.here, ann);
        Client bobThere = client(servers.there, newTokens(servers.there));
        // A server that has just begun uses nothing of Redis for a moment.
        await().pollInterval(Duration.ofMillis(500)).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(invite(bobThere, annHere)).isEqualTo(201);
            assertThat(servers.redis.values("*" + annHere.id)).hasSize(1).allMatch(shared -> shared.contains("Ann"));
        });
        erasedOnTheOther(annHere, bobThere);
        assertThat(servers.redis.values("*" + annHere.id)).noneMatch(shared -> shared.contains("Ann"));
    }

    /** Looks the other up by id, as all do who show names. */
    private static int invite(Client client, Client other) {
        var body = json().put("title", "A talk").put("bot", false);
        body.putArray("participants").add(other.id);
        return client.post("/api/conversations", body).status();
    }

    private static void erasedOnTheOther(Client here, Client there) {
        Answer erased = here.post("/api/me/erase", json().put("password", Client.PASSWORD));
        assertThat(erased.status()).as(erased.body()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> invite(there, here) == 400);
    }

    @Test
    void tokensAreRefreshedOnEither() {
        refreshedOnEither(newTokens(servers.here));
    }

    private static void refreshedOnEither(JsonNode tokens) {
        JsonNode second = refreshed(servers.there, tokens);
        JsonNode third = refreshed(servers.here, second);
        // The first was spent, and its successor was used: who comes with it has found or stolen it.
        refresh(servers.there, tokens).isProblem(401, "refresh_refused");
        refresh(servers.here, third).isProblem(401, "refresh_refused");
    }

    private static JsonNode refreshed(ServerProcess at, JsonNode tokens) {
        Answer answer = refresh(at, tokens);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void whatIsSpentOnOneIsSpentOnTheOther() {
        String address = newAddress();
        for (int i = 0; i < SharedServers.ENTRIES; i++) {
            assertThat(tryLogin(servers.both().get(i % 2), address)).isEqualTo(401);
        }
        assertThat(tryLogin(servers.here, address)).isEqualTo(429);
        assertThat(tryLogin(servers.there, address)).isEqualTo(429);

        JsonNode ann = newTokens(servers.here);
        Client annHere = client(servers.here, ann);
        Client annThere = client(servers.there, ann);
        String talk = annHere.conversation();
        long start = System.nanoTime();
        CompletableFuture<Integer> there = CompletableFuture.supplyAsync(() -> sendUntilRefused(annThere, talk, "t"));
        int sent = sendUntilRefused(annHere, talk, "h") + there.join();
        double hours = (System.nanoTime() - start) / NANOS_PER_HOUR;
        int most = (int) (SharedServers.MESSAGES * (1 + hours));
        assertThat(sent).isBetween(SharedServers.MESSAGES / 2, most);
    }

    private static int sendUntilRefused(Client client, String talk, String prefix) {
        for (int sent = 0; ; sent++) {
            int status = client.sendMessage(talk, prefix + sent, "Hello").status();
            if (status != 201) {
                assertThat(status).isEqualTo(429);
                return sent;
            }
        }
    }

    @Test
    void withoutRedisItIsStillOneChat() throws Exception {
        JsonNode ann = newTokens(servers.here);
        JsonNode bob = newTokens(servers.there);
        Client annHere = client(servers.here, ann);
        Client bobThere = client(servers.there, bob);
        String talk = annHere.conversation(bobThere);
        Client carlHere = client(servers.here, newTokens(servers.here));
        assertThat(invite(bobThere, carlHere)).isEqualTo(201);
        servers.redis.kill();
        try {
            annHere.say(talk, "from here");
            bobThere.say(talk, "from there");
            try (EventStream heard = EventStream.open(servers.there.address(), bobThere, talk)) {
                assertThat(text(heard)).isEqualTo("from here");
                assertThat(text(heard)).isEqualTo("from there");
                annHere.say(talk, "no signal tells of it");
                assertThat(text(heard)).isEqualTo("no signal tells of it");
            }
            bothSay(AWAY);
            for (ServerProcess each : servers.both()) {
                String address = newAddress();
                int tried = 0;
                while (tryLogin(each, address) == 401) {
                    tried++;
                }
                assertThat(tried).as("logins that one of two servers looks at").isBetween(1, SharedServers.ENTRIES / 2);
            }
            assertThat(client(servers.there, ann).get("/api/me").status()).isEqualTo(200);
            loggedOutOnTheOther();
            refreshedOnEither(ann);
            erasedOnTheOther(carlHere, bobThere);
        } finally {
            servers.redis.startAgain();
        }
        bothSay(BACK);
        assertThat(invite(bobThere, carlHere)).as("an invitation of nobody").isEqualTo(400);
        await("what is spent on one is spent on the other again")
                .atMost(PATIENCE.multipliedBy(5))
                .until(() -> {
                    String address = newAddress();
                    for (int i = 0; i < SharedServers.ENTRIES; i++) {
                        tryLogin(servers.here, address);
                    }
                    return tryLogin(servers.there, address) == 429;
                });
        whatIsSaidOnOneIsHeardOnTheOther();
    }

    private static void bothSay(String words) throws InterruptedException {
        for (ServerProcess each : servers.both()) {
            each.awaitSaying(words, PATIENCE);
        }
    }

    @Test
    void sendsGoOnWhileRedisIsFrozenOrKilled() throws Exception {
        try (Senders senders = new Senders(servers)) {
            senders.awaitMore();
            servers.redis.freeze();
            senders.awaitMore();
            bothSay(AWAY);
            senders.awaitMore();
            servers.redis.thaw();
            bothSay(BACK);
            senders.awaitMore();
            servers.redis.kill();
            senders.awaitMore();
            bothSay(AWAY);
            servers.redis.startAgain();
            bothSay(BACK);
            senders.awaitMore();
            senders.stop();
            senders.nothingIsLost();
        }
    }
}
