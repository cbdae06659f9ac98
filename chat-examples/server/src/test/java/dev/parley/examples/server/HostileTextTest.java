package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The Big List of Naughty Strings, and more, in every place where a stranger's text goes in: it comes back verbatim, or is
 * refused by the documented rule. What is to be expected is worked out here, by means of this class alone.
 */
class HostileTextTest {

    private static TestServer server;
    private static Client ann;
    private static String conversation;
    private static List<String> texts;
    private static LogWatch log;

    @BeforeAll
    static void start() throws IOException {
        log = new LogWatch();
        server = TestServer.start();
        ann = server.user("Ann");
        conversation = ann.conversation();
        texts = new ArrayList<>();
        try (InputStream list = HostileTextTest.class.getResourceAsStream("/hostile/naughty-strings/blns.json")) {
            for (JsonNode text : new ObjectMapper().readTree(list)) {
                texts.add(text.textValue());
            }
        }
        assertThat(texts).hasSize(485);
        for (int c = 0; c < 0xA0; c++) {
            texts.add("control " + (char) c + " character");
        }
        texts.addAll(List.of(
                "\ufeffBOM",
                "\ufffe\uffff",
                "\u2028\u2029\u0085",
                "\u202eRTL",
                "e\u0301",
                "\u00e9",
                "\ud83d\udc68\u200d\ud83d\udc69",
                "\udbff\udfff",
                "%00%0d%0a",
                "\\u0000",
                "a\r\nSet-Cookie: x=1",
                "${jndi:ldap://127.0.0.1/a}",
                " lead",
                "trail ",
                "\t",
                "x".repeat(100),
                "x".repeat(101),
                "x".repeat(128),
                "x".repeat(129),
                "x".repeat(200),
                "x".repeat(201),
                "x".repeat(256),
                "x".repeat(257),
                "x".repeat(16_000),
                "\ud83d\udd11".repeat(16_000)));
    }

    @AfterAll
    static void stop() {
        server.close();
        log.close();
        assertThat(log.faults()).isEmpty();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> c < 0x20 || (c >= 0x7f && c < 0xa0));
    }

    @Test
    void asMessages() {
        for (String text : texts) {
            Answer sent = ann.sendMessage(conversation, UUID.randomUUID().toString(), text);
            if (text.indexOf('\0') >= 0) {
                sent.isProblem(400, "text_malformed", "text");
                continue;
            }
            assertThat(sent.status()).as(text).isEqualTo(201);
            JsonNode newest = ann.get("/api/conversations/" + conversation + "/messages?limit=1")
                    .json()
                    .at("/messages/0");
            assertThat(newest.get("id")).isEqualTo(sent.json().get("messageId"));
            assertThat(newest.get("text").textValue()).isEqualTo(text);
        }
    }

    @Test
    void asTitles() {
        for (String text : texts) {
            ObjectNode body = json().put("title", text);
            body.putArray("participants");
            Answer created = ann.post("/api/conversations", body);
            if (length(text) > 200) {
                created.isProblem(400, "title_too_long", "title");
            } else if (text.indexOf('\0') >= 0) {
                created.isProblem(400, "title_malformed", "title");
            } else {
                assertThat(created.status()).as(text).isEqualTo(201);
                String id = created.json().get("id").textValue();
                assertThat(ann.get("/api/conversations/" + id)
                                .json()
                                .get("title")
                                .textValue())
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void asNames() {
        for (String text : texts) {
            String email = UUID.randomUUID() + "@example.org";
            Answer registered = server.stranger()
                    .post(
                            "/api/register",
                            json().put("email", email)
                                    .put("password", Client.PASSWORD)
                                    .put("name", text));
            if (text.isBlank() || length(text) > 100 || hasControl(text)) {
                registered.isProblem(400, "name_malformed", "name");
            } else {
                assertThat(registered.status()).as(text).isEqualTo(201);
                assertThat(server.stranger()
                                .loggedIn(email, Client.PASSWORD)
                                .get("/api/me")
                                .json()
                                .get("name")
                                .textValue())
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void asPasswords() {
        for (String each : texts) {
            // With some words of its own, so that it is neither short nor common.
            String text = each + "staple of seven horses" + each;
            String email = UUID.randomUUID() + "@example.org";
            Answer registered = server.stranger()
                    .post(
                            "/api/register",
                            json().put("email", email).put("password", text).put("name", "A"));
            if (length(text) > 256) {
                registered.isProblem(400, "password_malformed", "password");
            } else {
                assertThat(registered.status()).as(text).isEqualTo(201);
                server.stranger().loggedIn(email, text);
                for (String other : List.of(text + " ", text.substring(1), text.toUpperCase(Locale.ROOT) + "X")) {
                    server.stranger()
                            .post("/api/login", json().put("email", email).put("password", other))
                            .isProblem(401, "login_failed");
                }
            }
        }
    }

    @Test
    void asLoginNames() {
        for (String text : texts) {
            String mark = UUID.randomUUID().toString();
            String email = text + mark + "@x";
            Answer registered = server.stranger()
                    .post(
                            "/api/register",
                            json().put("email", email)
                                    .put("password", Client.PASSWORD)
                                    .put("name", "A"));
            String stripped = email.strip();
            boolean malformed = text.indexOf('@') >= 0 || length(nfc(stripped)) > 254 || hasControl(stripped);
            if (malformed) {
                registered.isProblem(400, "login_malformed", "email");
            } else {
                assertThat(registered.status()).as(text).isEqualTo(201);
                server.stranger().loggedIn(email, Client.PASSWORD);
            }
        }
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** A header is bytes; blanks around it belong to HTTP. Control characters but tab are not allowed there at all. */
    @Test
    void asIdempotencyKeys() {
        Map<String, String> messages = new HashMap<>();
        String head = "POST /api/conversations/" + conversation + "/messages HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: 14\r\nAuthorization: Bearer "
                + ann.token() + "\r\nIdempotency-Key: ";
        for (String text : texts) {
            if (text.matches("(?s).*[\r\n].*") || length(text) > 1_000) {
                continue; // Another header, or headers too large: see HostileClientTest.
            }
            RawAnswer first = withHeader(head, text, "\r\n\r\n{\"text\":\"key\"}");
            String key = text.replaceAll("^[ \t]+|[ \t]+$", "");
            if (text.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c == 0x7f)) {
                first.isProblem(400, "http_malformed");
            } else if (key.isEmpty()) {
                first.isProblem(400, "idempotency_key_missing", "idempotencyKey");
            } else if (length(key) > 128) {
                first.isProblem(400, "idempotency_key_too_long", "idempotencyKey");
            } else if (hasControl(key)) {
                first.isProblem(400, "idempotency_key_malformed", "idempotencyKey");
            } else {
                assertThat(first.status()).as(text + first.text()).isIn(200, 201);
                RawAnswer again = withHeader(head, text, "\r\n\r\n{\"text\":\"key\"}");
                assertThat(again.status()).as(text).isEqualTo(200);
                assertThat(again.body()).isEqualTo(first.body());
                // Every character counts: another key is another message.
                String message = Client.parse(first.body()).get("messageId").textValue();
                assertThat(messages.put(key, message)).isIn(null, message);
            }
        }
        assertThat(messages.values()).doesNotHaveDuplicates();
    }

    @Test
    void asTokens() {
        String head = "GET /api/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ";
        for (String text : texts) {
            if (text.matches("(?s).*[\r\n].*") || length(text) > 1_000) {
                continue;
            }
            RawAnswer answer = withHeader(head, text, "\r\n\r\n");
            if (text.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c == 0x7f)) {
                answer.isProblem(400, "http_malformed");
            } else {
                answer.isProblem(401, "unauthenticated");
            }
        }
    }

    private static RawAnswer withHeader(String before, String value, String after) {
        try (RawConnection connection = new RawConnection(server.address())) {
            connection.send((before + value + after).getBytes(StandardCharsets.UTF_8));
            return connection.answer();
        }
    }

    @Test
    void asQueries() {
        for (String text : texts) {
            Answer found = ann.get("/api/users?query=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
            if (length(text) > 1_000) {
                assertThat(found.status()).isIn(400, 414);
            } else if (length(text) > 100 || text.indexOf('\0') >= 0) {
                found.isProblem(400, "query_malformed", "query");
            } else {
                assertThat(found.status()).as(text).isEqualTo(200);
            }
        }
    }
}
