package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationApiTest {

    private static TestServer server;

    private Client ann;
    private Client bob;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void users() {
        ann = server.user("Ann");
        bob = server.user("Bob");
    }

    private static ObjectNode creation(String title, String... participants) {
        ObjectNode body = json().put("title", title).put("bot", false);
        for (String participant : participants) {
            body.withArray("participants").add(participant);
        }
        if (participants.length == 0) {
            body.putArray("participants");
        }
        return body;
    }

    @Test
    void aConversationIsAsItWasCreated() {
        Answer created = ann.post("/api/conversations", creation("Plans", bob.id));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.fields()).containsExactly("id", "title", "participants", "createdAt");
        JsonNode json = created.json();
        assertThat(json.get("title").textValue()).isEqualTo("Plans");
        assertThat(Instant.parse(json.get("createdAt").textValue())).isBefore(Instant.now());
        assertThat(json.get("participants"))
                .containsExactlyInAnyOrder(
                        json("{'userId':'" + ann.id + "','name':'Ann','role':'owner','readSeq':0}"),
                        json("{'userId':'" + bob.id + "','name':'Bob','role':'member','readSeq':0}"));
        String path = "/api/conversations/" + json.get("id").textValue();
        assertThat(ann.get(path).status()).isEqualTo(200);
        assertThat(ann.get(path).json()).isEqualTo(json);
        assertThat(bob.get(path).json()).isEqualTo(json);
    }

    @Test
    void theSameKeyCreatesOneConversation() {
        Answer first = ann.post("/api/conversations", creation("Plans", bob.id), "Idempotency-Key", "k");
        Answer second = ann.post("/api/conversations", creation("Plans", bob.id), "Idempotency-Key", "k");
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
        ann.post("/api/conversations", creation("Other", bob.id), "Idempotency-Key", "k")
                .isProblem(409, "idempotency_conflict");
        Answer other = bob.post("/api/conversations", creation("Plans", ann.id), "Idempotency-Key", "k");
        assertThat(other.json().get("id")).isNotEqualTo(first.json().get("id"));
        Answer without = ann.post("/api/conversations", creation("Plans", bob.id));
        assertThat(without.json().get("id")).isNotEqualTo(first.json().get("id"));
    }

    @Test
    void aBotTakesPartWhereItIsWanted() {
        Answer created =
                ann.post("/api/conversations", creation("Plans", bob.id).put("bot", true));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().get("participants"))
                .hasSize(3)
                .contains(json("{'userId':'parley-bot','name':'Parley bot','role':'bot','readSeq':0}"));
        assertThat(ann.get("/api/users?query=Parley").json().get("users"))
                .containsExactly(json("{'id':'parley-bot','name':'Parley bot'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0b0bbb3c-8f0c-4ad5-9c33-3d4b5a3b9a01", "nobody", "irc:nobody"})
    void participantsAreUsers(String nobody) {
        ann.post("/api/conversations", creation("Plans", bob.id, nobody))
                .isProblem(400, "user_not_found", "participants");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000", "\n", "\ud800"})
    void idsOfParticipantsAreWellFormed(String id) {
        ann.post("/api/conversations", creation("Plans", id)).isProblem(400, "user_id_malformed", "participants");
    }

    @Test
    void aConversationHasAtMost2000Participants() {
        String[] many = new String[2_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = "nobody" + i;
        }
        ann.post("/api/conversations", creation("Plans", many)).isProblem(400, "participants_too_many", "participants");
    }

    @Test
    void aTitleHasAtMost200CodePoints() {
        String title = "\ud83d\udd11".repeat(200);
        assertThat(ann.post("/api/conversations", creation(title))
                        .json()
                        .get("title")
                        .textValue())
                .isEqualTo(title);
        assertThat(ann.post("/api/conversations", creation("")).status()).isEqualTo(201);
        ann.post("/api/conversations", creation(title + "x")).isProblem(400, "title_too_long", "title");
        ann.post("/api/conversations", creation("\u0000")).isProblem(400, "title_malformed", "title");
        ann.post("/api/conversations", creation("\ud800")).isProblem(400, "title_malformed", "title");
    }

    @Test
    void openHistoryShowsWhatWasSaidBefore() {
        for (boolean open : new boolean[] {true, false}) {
            Answer created = ann.post("/api/conversations", creation("Plans").put("openHistory", open));
            String id = created.json().get("id").textValue();
            ann.say(id, "before");
            ann.post(
                    "/api/conversations/" + id + "/participants",
                    json().put("userId", bob.id).put("role", "member"));
            assertThat(bob.get("/api/conversations/" + id + "/messages").json().get("messages"))
                    .hasSize(open ? 1 : 0);
        }
    }

    @Test
    void theListShowsTheLatestFirstWithWhatIsUnread() {
        String first = ann.conversation(bob);
        String second = ann.conversation(bob);
        ann.say(first, "one");
        ann.say(first, "two");
        Answer list = bob.get("/api/conversations");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.fields()).containsExactly("conversations", "next");
        assertThat(list.json().get("next").isNull()).isTrue();
        JsonNode latest = list.json().at("/conversations/0");
        assertThat(latest.get("id").textValue()).isEqualTo(first);
        assertThat(new Fields(latest).names()).containsExactly("id", "title", "lastMessage", "unread", "lastActivity");
        assertThat(latest.get("unread").longValue()).isEqualTo(2);
        assertThat(latest.at("/lastMessage/text").textValue()).isEqualTo("two");
        assertThat(latest.at("/lastMessage/author")).isEqualTo(json("{'id':'" + ann.id + "','name':'Ann'}"));
        assertThat(latest.get("lastActivity")).isEqualTo(latest.at("/lastMessage/createdAt"));
        JsonNode older = list.json().at("/conversations/1");
        assertThat(older.get("id").textValue()).isEqualTo(second);
        assertThat(older.get("lastMessage").isNull()).isTrue();
        assertThat(older.get("unread").longValue()).isZero();
        assertThat(ann.get("/api/conversations")
                        .json()
                        .at("/conversations/0/unread")
                        .longValue())
                .isZero();
    }

    @Test
    void pagesOfTheListJoin() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            created.add(0, ann.conversation());
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = ann.get("/api/conversations?limit=3" + cursor).json();
            assertThat(page.get("conversations").size()).isBetween(1, 3);
            page.get("conversations").forEach(c -> read.add(c.get("id").textValue()));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").textValue();
        } while (!cursor.isEmpty());
        assertThat(read).isEqualTo(created);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1", "_", "1_x", "99999999999999999999_0b0bbb3c-8f0c-4ad5-9c33-3d4b5a3b9a01"})
    void aCursorIsOneThatWasGivenOut(String cursor) {
        ann.get("/api/conversations?cursor=" + cursor).isProblem(400, "cursor_malformed", "cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "9223372036854775808", "-9223372036854775809"})
    void aLimitIsInItsRange(String limit) {
        ann.get("/api/conversations?limit=" + limit).isProblem(400, "limit_out_of_range", "limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "1.0", "0x1", "1e1", "%2B1", "%D9%A1", " 1"})
    void aLimitIsANumber(String limit) {
        ann.get("/api/conversations?limit=" + limit.replace(" ", "%20")).isProblem(400, "parameter_malformed", "limit");
    }

    @Test
    void onlyAnOwnerGivesAnotherTitle() {
        String id = ann.conversation(bob);
        Answer renamed = ann.patch("/api/conversations/" + id, json().put("title", "New"));
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.json()).isEqualTo(ann.get("/api/conversations/" + id).json());
        assertThat(renamed.json().get("title").textValue()).isEqualTo("New");
        assertThat(ann.patch("/api/conversations/" + id, json().put("title", "New"))
                        .status())
                .isEqualTo(200);
        bob.patch("/api/conversations/" + id, json().put("title", "Mine")).isProblem(403, "owner_required");
        ann.patch("/api/conversations/" + id, json().put("title", "x".repeat(201)))
                .isProblem(400, "title_too_long", "title");
        assertThat(bob.get("/api/conversations/" + id).json().get("title").textValue())
                .isEqualTo("New");
    }

    @Test
    void readingMovesTheMarkerForwards() {
        String id = ann.conversation(bob);
        ann.say(id, "one");
        ann.say(id, "two");
        assertThat(unread(bob)).isEqualTo(2);
        assertThat(read(bob, id, "{\"seq\":1}").status()).isEqualTo(204);
        assertThat(read(bob, id, "{\"seq\":1}").body()).isEmpty();
        assertThat(unread(bob)).isEqualTo(1);
        assertThat(read(bob, id, "{\"seq\":9223372036854775807}").status()).isEqualTo(204);
        assertThat(unread(bob)).isZero();
        assertThat(read(bob, id, "{\"seq\":0}").status()).isEqualTo(204);
        assertThat(unread(bob)).isZero();
        read(bob, id, "{\"seq\":-1}").isProblem(400, "seq_out_of_range", "seq");
        read(bob, id, "{\"seq\":9223372036854775808}").isProblem(400, "seq_out_of_range", "seq");
        read(bob, id, "{\"seq\":1e400}").isProblem(400, "field_type", "seq");
        read(bob, id, "{\"seq\":1.0}").isProblem(400, "field_type", "seq");
        read(bob, id, "{\"seq\":\"1\"}").isProblem(400, "field_type", "seq");
        read(bob, id, "{}").isProblem(400, "field_missing", "seq");
    }

    private static Answer read(Client client, String conversation, String body) {
        return client.send("POST", "/api/conversations/" + conversation + "/read", body);
    }

    private static long unread(Client client) {
        return client.get("/api/conversations")
                .json()
                .at("/conversations/0/unread")
                .longValue();
    }
}
