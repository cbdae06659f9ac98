package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Principal;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A conversation that one is not in, one of another tenant, one that is not there, and no id at all: one answer. */
class NotFoundTest {

    private static TestServer server;
    private static Client ann;
    private static Client eve;
    private static String foreign;
    private static String left;
    private static String ofOtherTenant;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        ann = server.user("Ann");
        eve = server.user("Eve");
        foreign = ann.conversation();
        ann.say(foreign, "secret");
        left = ann.conversation(eve);
        eve.delete("/api/conversations/" + left + "/participants/" + eve.id);
        ofOtherTenant = conversationOfAnotherTenant();
    }

    /** With the same user id as Eve's. */
    private static String conversationOfAnotherTenant() {
        TenantId other = new TenantId("other");
        NewUser twin = new NewUser(new UserId(eve.id), "eve@other", "Eve", Set.of(), null);
        server.backend.directory().register(other, twin, Deadline.after(Duration.ofSeconds(2)));
        try (ChatEngine engine = ChatEngine.builder(server.backend.store()).build()) {
            return engine.session(Principal.of(other, twin.id()))
                    .create(NewConversation.of("Theirs"))
                    .orThrow()
                    .id()
                    .toString();
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "GET /api/conversations/{c} -",
                "PATCH /api/conversations/{c} {\"title\":\"x\"}",
                "POST /api/conversations/{c}/messages {\"text\":\"x\"}",
                "POST /api/conversations/{c}/messages {\"text\":\"x\",\"replyTo\":\"{c}.1\"}",
                "GET /api/conversations/{c}/messages -",
                "GET /api/conversations/{c}/messages?after=0 -",
                "GET /api/conversations/{c}/messages/{c}.1 -",
                "GET /api/conversations/{c}/messages/{c}.99 -",
                "GET /api/conversations/{c}/messages/x -",
                "PATCH /api/conversations/{c}/messages/{c}.1 {\"text\":\"x\"}",
                "PATCH /api/conversations/{c}/messages/x {\"text\":\"x\"}",
                "DELETE /api/conversations/{c}/messages/{c}.1 -",
                "DELETE /api/conversations/{c}/messages/{c}.99 -",
                "DELETE /api/conversations/{c}/messages/x -",
                "POST /api/conversations/{c}/participants {\"userId\":\"nobody\",\"role\":\"member\"}",
                "POST /api/conversations/{c}/participants {\"userId\":\"{u}\",\"role\":\"member\"}",
                "DELETE /api/conversations/{c}/participants/{u} -",
                "DELETE /api/conversations/{c}/participants/nobody -",
                "DELETE /api/conversations/{c}/participants/%01 -",
                "POST /api/conversations/{c}/read {\"seq\":1}"
            })
    void theAnswerIsTheSameForAllThatOneCannotSee(String method, String path, String body) {
        Set<String> answers = new HashSet<>();
        String absent = "0b0bbb3c-8f0c-4ad5-9c33-3d4b5a3b9a01";
        for (String id :
                List.of(foreign, left, ofOtherTenant, absent, UUID.randomUUID().toString())) {
            answers.add(ask(method, path, body, id));
        }
        // A reply link to a message of no conversation is a broken link first.
        if (!body.contains("replyTo")) {
            for (String malformed : List.of("x", "1", absent.substring(1), absent + "0", "%F0%9F%94%91")) {
                answers.add(ask(method, path, body, malformed));
            }
        }
        assertThat(answers).hasSize(1).first().asString().startsWith("404").contains("conversation_not_found");
    }

    private static String ask(String method, String path, String body, String id) {
        String filled = path.replace("{c}", id).replace("{u}", ann.id);
        String content = body.equals("-") ? "" : body.replace("{c}", id).replace("{u}", ann.id);
        Answer answer = eve.send(method, filled, content, "Idempotency-Key", "k", "If-Match", "\"1\"");
        return answer.status() + " " + answer.body();
    }

    @Test
    void nothingWasChangedByTrying() {
        assertThat(ann.get("/api/conversations/" + foreign + "/messages").json().get("messages"))
                .hasSize(1);
        assertThat(ann.get("/api/conversations/" + foreign).json().get("participants"))
                .hasSize(1);
    }
}
