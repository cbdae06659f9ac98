package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageApiTest {

    private static TestServer server;

    private Client ann;
    private Client bob;
    private String conversation;
    private String path;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void talk() {
        ann = server.user("Ann");
        bob = server.user("Bob");
        conversation = ann.conversation(bob);
        path = "/api/conversations/" + conversation + "/messages";
    }

    private JsonNode only() {
        JsonNode messages = ann.get(path).json().get("messages");
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    @Test
    void aMessageIsAsItWasSent() {
        Answer sent = ann.sendMessage(conversation, "k", "hi");
        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.fields()).containsExactly("messageId", "seq", "createdAt");
        assertThat(sent.json().get("seq").longValue()).isEqualTo(1);
        Answer page = bob.get(path);
        assertThat(page.fields()).containsExactly("messages", "next", "firstSeq");
        assertThat(page.json().get("next").isNull()).isTrue();
        assertThat(page.json().get("firstSeq").isNull()).isTrue();
        JsonNode message = only();
        assertThat(new Fields(message).names())
                .containsExactly(
                        "id",
                        "seq",
                        "author",
                        "kind",
                        "text",
                        "replyTo",
                        "createdAt",
                        "editedAt",
                        "revision",
                        "redacted");
        assertThat(message.get("id")).isEqualTo(sent.json().get("messageId"));
        assertThat(message.get("seq").longValue()).isEqualTo(1);
        assertThat(message.get("author")).isEqualTo(json("{'id':'" + ann.id + "','name':'Ann'}"));
        assertThat(message.get("kind").textValue()).isEqualTo("user");
        assertThat(message.get("text").textValue()).isEqualTo("hi");
        assertThat(message.get("replyTo").isNull()).isTrue();
        assertThat(message.get("createdAt")).isEqualTo(sent.json().get("createdAt"));
        assertThat(Instant.parse(message.get("createdAt").textValue())).isBefore(Instant.now());
        assertThat(message.get("editedAt").isNull()).isTrue();
        assertThat(message.get("revision").intValue()).isEqualTo(1);
        assertThat(message.get("redacted").booleanValue()).isFalse();
    }

    @Test
    void aRepeatGetsTheSameAnswerAndIsNotPostedTwice() {
        Answer first = ann.sendMessage(conversation, "k", "hi");
        Answer again = ann.sendMessage(conversation, "k", "hi");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        ann.sendMessage(conversation, "k", "other").isProblem(409, "idempotency_conflict");
        only();
        assertThat(bob.sendMessage(conversation, "k", "other").status()).isEqualTo(201);
    }

    @Test
    void aKeyIsNeededAndItsRulesHold() {
        Answer without = ann.post(path, json().put("text", "hi"));
        without.isProblem(400, "idempotency_key_missing", "idempotencyKey");
        ann.sendMessage(conversation, "", "hi").isProblem(400, "idempotency_key_missing", "idempotencyKey");
        assertThat(ann.sendMessage(conversation, "k".repeat(128), "hi").status())
                .isEqualTo(201);
        ann.sendMessage(conversation, "k".repeat(129), "hi")
                .isProblem(400, "idempotency_key_too_long", "idempotencyKey");
        ann.send("POST", path, "{\"text\":\"hi\"}", "Idempotency-Key", "a\tb")
                .isProblem(400, "idempotency_key_malformed", "idempotencyKey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\u00ff", "\u00c3", "\u00ed\u00a0\u0080", "a\r\nIdempotency-Key: a", "a\r\nIdempotency-Key: b"})
    void aKeyIsThereOnceInUtf8(String bytes) {
        try (RawConnection connection = new RawConnection(server.address())) {
            connection.send("POST " + path
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                    + ann.token() + "\r\nContent-Type: application/json\r\nContent-Length: 13\r\nIdempotency-Key: "
                    + bytes + "\r\n\r\n{\"text\":\"hi\"}");
            connection.answer().isProblem(400, "idempotency_key_malformed", "Idempotency-Key");
        }
    }

    @Test
    void aTextHasAtMost16000CodePoints() {
        String longest = "\ud83d\udd11".repeat(16_000);
        ann.say(conversation, longest);
        assertThat(only().get("text").textValue()).isEqualTo(longest);
        ann.sendMessage(conversation, "k", longest + "x").isProblem(413, "text_too_long", "text");
        ann.sendMessage(conversation, "k", "\u0000").isProblem(400, "text_malformed", "text");
        ann.send("POST", path, "{\"text\":\"\\ud800\"}", "Idempotency-Key", "k")
                .isProblem(400, "text_malformed", "text");
        ann.send("POST", path, "{\"text\":\"\\u0000\"}", "Idempotency-Key", "k")
                .isProblem(400, "text_malformed", "text");
        only();
    }

    @Test
    void aReplyNamesAMessageOfTheSameConversation() {
        String first = ann.say(conversation, "one");
        Answer reply = reply("k", first);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply("k", first).status()).isEqualTo(200);
        assertThat(bob.get(path).json().at("/messages/1/replyTo").textValue()).isEqualTo(first);
        reply("k2", conversation + ".99").isProblem(400, "reply_to_unknown", "replyTo");
        reply("k2", bob.say(bob.conversation(), "elsewhere")).isProblem(400, "reply_to_unknown", "replyTo");
        reply("k2", "x").isProblem(400, "message_id_malformed", "replyTo");
        assertThat(ann.send("POST", path, "{\"text\":\"a\",\"replyTo\":null}", "Idempotency-Key", "k3")
                        .status())
                .isEqualTo(201);
    }

    private Answer reply(String key, String to) {
        return bob.post(path, json().put("text", "so").put("replyTo", to), "Idempotency-Key", key);
    }

    private Answer edit(Client client, String message, String revision, String text) {
        return client.patch(path + "/" + message, json().put("text", text), "If-Match", revision);
    }

    @Test
    void anEditReplacesTheTextAtTheExpectedRevision() {
        String message = ann.say(conversation, "one");
        Answer edited = edit(ann, message, "\"1\"", "two");
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json()).isEqualTo(json("{'revision':2,'seq':2}"));
        assertThat(only().get("text").textValue()).isEqualTo("two");
        assertThat(only().get("revision").intValue()).isEqualTo(2);
        assertThat(only().get("seq").longValue()).isEqualTo(1);
        assertThat(Instant.parse(only().get("editedAt").textValue()))
                .isAfterOrEqualTo(Instant.parse(only().get("createdAt").textValue()));
        assertThat(edit(ann, message, "\"1\"", "two").json()).isEqualTo(edited.json());
        edit(ann, message, "\"1\"", "three").isProblem(412, "revision_conflict");
        edit(ann, message, "\"9\"", "three").isProblem(412, "revision_conflict");
        edit(bob, message, "\"2\"", "three").isProblem(403, "author_required");
        edit(ann, message, "\"2\"", "\u0000").isProblem(400, "text_malformed", "text");
        edit(ann, message, "\"2\"", "x".repeat(16_001)).isProblem(413, "text_too_long", "text");
        assertThat(only().get("text").textValue()).isEqualTo("two");
    }

    @Test
    void anEditSaysWhichRevisionItMeans() {
        String message = ann.say(conversation, "one");
        ann.patch(path + "/" + message, json().put("text", "two")).isProblem(428, "revision_required");
        for (String malformed : List.of(
                "1", "W/\"1\"", "\"\"", "\"a\"", "\"1", "*", "\"1\", \"2\"", "\"-1\"", "\"1.0\"", "\"12345678901\"")) {
            edit(ann, message, malformed, "two").isProblem(400, "if_match_malformed", "If-Match");
        }
        for (String outOfRange : List.of("\"0\"", "\"2147483648\"")) {
            edit(ann, message, outOfRange, "two").isProblem(400, "revision_out_of_range", "If-Match");
        }
        assertThat(only().get("text").textValue()).isEqualTo("one");
    }

    @Test
    void aRedactedMessageHasNoTextAndCannotBeEdited() {
        String message = bob.say(conversation, "one");
        Answer redacted = bob.delete(path + "/" + message);
        assertThat(redacted.status()).isEqualTo(204);
        assertThat(redacted.body()).isEmpty();
        assertThat(bob.delete(path + "/" + message).status()).isEqualTo(204);
        assertThat(only().get("text").textValue()).isEmpty();
        assertThat(only().get("redacted").booleanValue()).isTrue();
        edit(bob, message, "\"1\"", "two").isProblem(409, "message_redacted");
    }

    @Test
    void theAuthorOrAnOwnerRedacts() {
        String annsMessage = ann.say(conversation, "one");
        String bobsMessage = bob.say(conversation, "two");
        bob.delete(path + "/" + annsMessage).isProblem(403, "author_required");
        assertThat(ann.delete(path + "/" + bobsMessage).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {".2", ".0", ".01", ".-1", ".9223372036854775808", ".", "", "x"})
    void anIdOfNoMessageIsNotFound(String suffix) {
        ann.say(conversation, "one");
        String id = suffix.equals("x") || suffix.isEmpty() ? "x" : conversation + suffix;
        edit(ann, id, "\"1\"", "two").isProblem(404, "message_not_found");
        ann.delete(path + "/" + id).isProblem(404, "message_not_found");
        ann.get(path + "/" + id).isProblem(404, "message_not_found");
    }

    @Test
    void oneMessageIsAsItIsInAPage() {
        String first = ann.say(conversation, "one");
        String second = bob.say(conversation, "two");
        edit(ann, first, "\"1\"", "won");
        ann.say(conversation, "three");
        ann.delete(path + "/" + second);
        JsonNode messages = bob.get(path).json().get("messages");
        assertThat(messages).hasSize(3);
        for (JsonNode message : messages) {
            String address = path + "/" + message.get("id").textValue();
            Answer one = bob.get(address);
            assertThat(one.status()).isEqualTo(200);
            assertThat(one.json()).isEqualTo(message);
            assertThat(one.header("ETag")).isEqualTo("\"" + message.get("revision") + "\"");
            Answer head = bob.send("HEAD", address, "");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(head.header("ETag")).isEqualTo(one.header("ETag"));
        }
        bob.get(path + "/" + conversation + ".3").isProblem(404, "message_not_found");
        assertThat(bob.send("HEAD", path + "/" + conversation + ".3", "").status())
                .isEqualTo(404);
        assertThat(edit(ann, first, bob.get(path + "/" + first).header("ETag"), "once")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoJoinedLaterDoesNotFindWhatTheyCannotSee() {
        String early = ann.say(conversation, "one");
        Client cid = server.user("Cid");
        ann.post(
                "/api/conversations/" + conversation + "/participants",
                json().put("userId", cid.id).put("role", "member"));
        String late = ann.say(conversation, "two");
        cid.get(path + "/" + early).isProblem(404, "message_not_found");
        assertThat(cid.get(path + "/" + late).json().get("text").textValue()).isEqualTo("two");
        server.user("Eve").get(path + "/" + late).isProblem(404, "conversation_not_found");
    }

    @Test
    void aMessageIsFoundInItsOwnConversationOnly() {
        String other = ann.conversation(bob);
        String elsewhere = ann.say(other, "one");
        edit(ann, elsewhere, "\"1\"", "two").isProblem(404, "message_not_found");
        ann.delete(path + "/" + elsewhere).isProblem(404, "message_not_found");
        ann.get(path + "/" + elsewhere).isProblem(404, "message_not_found");
    }
}
