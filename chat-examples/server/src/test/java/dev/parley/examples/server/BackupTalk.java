package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

/** People and what they say, before a backup and after a restore. */
final class BackupTalk {

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final int UNAVAILABLE = 503;

    private BackupTalk() {}

    /** A server that has just begun, on a busy machine, may be too slow for its own deadlines: then it is asked again. */
    private static Answer patiently(Callable<Answer> request) {
        return await().atMost(PATIENCE).until(request, answer -> answer.status() != UNAVAILABLE);
    }

    static Client registered(Client stranger, String name) {
        patiently(() -> stranger.post(
                "/api/register",
                json().put("email", email(name)).put("password", PASSWORD).put("name", name)));
        return loggedIn(stranger, name);
    }

    static Answer login(Client stranger, String name) {
        return patiently(() ->
                stranger.post("/api/login", json().put("email", email(name)).put("password", PASSWORD)));
    }

    static Client loggedIn(Client stranger, String name) {
        Answer answer = login(stranger, name);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return stranger.withToken(
                answer.json().get("accessToken").textValue(),
                answer.json().at("/user/id").textValue());
    }

    private static String email(String name) {
        return name + "@example.org";
    }

    static void say(Client author, String conversation, String text) {
        String key = UUID.randomUUID().toString();
        Answer answer = patiently(() -> author.sendMessage(conversation, key, text));
        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
    }

    /** What comes of it shows when one looks for what is left. */
    static void erased(Client user) {
        patiently(() -> user.post("/api/me/erase", json().put("password", PASSWORD)));
    }

    /** All texts of a conversation, of which no number may be missing. */
    static List<String> texts(Client reader, String conversation) {
        List<String> texts = new ArrayList<>();
        JsonNode page;
        do {
            String path = "/api/conversations/" + conversation + "/messages?limit=100&after=" + texts.size();
            page = patiently(() -> reader.get(path)).json().get("messages");
            for (JsonNode message : page) {
                texts.add(message.path("text").asText());
                assertThat(message.get("seq").asInt()).isEqualTo(texts.size());
            }
        } while (!page.isEmpty());
        return texts;
    }
}
