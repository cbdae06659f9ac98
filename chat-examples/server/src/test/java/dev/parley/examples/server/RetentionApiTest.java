package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.HistoryRule;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients see of conversations whose beginning was removed, and of legal holds. */
class RetentionApiTest {

    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    private static ChatStore store;
    private static TestServer server;

    private Client ann;
    private String conversation;
    private String path;

    @BeforeAll
    static void start() {
        store = ChatStore.inMemory(() -> Instant.now().plus(AHEAD.get()));
        server = TestServer.on(store);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void talk() {
        ann = server.user("Ann");
        conversation = ann.conversation();
        path = "/api/conversations/" + conversation;
        for (int i = 1; i <= 4; i++) {
            ann.say(conversation, "old " + i);
        }
        AHEAD.updateAndGet(ahead -> ahead.plusDays(8));
        ann.say(conversation, "young");
    }

    private void trim() {
        store.historyRetention()
                .orElseThrow()
                .trim(
                        TenantId.DEFAULT,
                        ConversationId.parse(conversation),
                        HistoryRule.keepFor(Duration.ofDays(7)),
                        10,
                        Deadline.after(Duration.ofSeconds(30)))
                .orThrow();
    }

    private JsonNode page(String query) {
        return ann.get(path + "/messages?" + query).json();
    }

    @Test
    void pagesTellWhereTheLogBegins() {
        assertThat(page("limit=10").get("firstSeq").isNull()).isTrue();
        trim();
        assertThat(page("limit=10").get("firstSeq").longValue()).isEqualTo(5);
        assertThat(page("limit=10").get("messages")).hasSize(1);
        JsonNode before = page("before=3");
        assertThat(before.get("messages")).isEmpty();
        assertThat(before.get("next").isNull()).isTrue();
        assertThat(before.get("firstSeq").longValue()).isEqualTo(5);
        assertThat(page("after=0").get("firstSeq").longValue()).isEqualTo(5);
        assertThat(page("after=4").get("firstSeq").isNull()).isTrue();
        ann.get(path + "/messages/" + conversation + ".2").isProblem(404, "message_not_found");
    }

    @Test
    void streamsTellWhereTheLogBegins() {
        trim();
        try (EventStream stream = EventStream.open(server, ann, conversation, "", "Last-Event-ID", "2")) {
            EventStream.Event truncated = stream.next();
            assertThat(truncated.name()).isEqualTo("truncated");
            assertThat(truncated.id()).isEqualTo("4");
            assertThat(truncated.data().get("firstSeq").longValue()).isEqualTo(5);
            assertThat(stream.next().id()).isEqualTo("5");
        }
        try (EventStream stream = EventStream.open(server, ann, conversation, "", "Last-Event-ID", "4")) {
            assertThat(stream.next().id()).isEqualTo("5");
        }
    }

    @Test
    void adminsHoldConversations() {
        Account boss = Account.register(server);
        String hold = "/api/admin/holds/" + conversation;
        ann.send("PUT", hold, json().put("reason", "case 7").toString()).isProblem(403, "denied");
        Client admin = boss.admin();
        admin.send("PUT", hold, json().put("reason", "").toString()).isProblem(400, "reason_malformed", "reason");
        Answer set = admin.send("PUT", hold, json().put("reason", "case 7").toString());
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.json().get("reason").textValue()).isEqualTo("case 7");
        JsonNode listed = admin.get("/api/admin/holds").json();
        assertThat(listed.get("holds")).contains(set.json());
        assertThat(listed.get("next").isNull()).isTrue();
        ann.delete(path + "/messages/" + conversation + ".2").isProblem(409, "legal_hold");
        assertThat(admin.delete(hold).status()).isEqualTo(204);
        assertThat(admin.get("/api/admin/holds").json().get("holds")).isEmpty();
        assertThat(ann.delete(path + "/messages/" + conversation + ".2").status())
                .isEqualTo(204);
        admin.delete("/api/admin/holds/nonsense").isProblem(404, "conversation_not_found");
    }
}
