package dev.parley.examples.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The server's HTTP interface, as far as it is needed here. Thread-safe. */
final class Api {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int CREATED = 201;

    private final URI server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    Api(URI server) {
        this.server = server;
    }

    /**
     * Somebody who is logged in.
     *
     * @param id their id
     * @param token what proves it
     */
    record User(String id, String token) {}

    /** Registers somebody new. */
    User newUser() {
        String password = UUID.randomUUID().toString();
        ObjectNode account =
                object().put("email", UUID.randomUUID() + "@example.org").put("password", password);
        post("/api/register", "", account.deepCopy().put("name", "Reader")).join();
        JsonNode login = post("/api/login", "", account).join();
        return new User(login.at("/user/id").asText(), login.path("accessToken").asText());
    }

    /** Creates a conversation and returns its id. */
    String create(User owner, List<User> others) {
        ObjectNode body = object().put("title", "Hall").put("bot", false);
        others.forEach(other -> body.withArray("participants").add(other.id()));
        return post("/api/conversations", owner.token(), body).join().path("id").asText();
    }

    /** Sends a message; {@return its sequence number, when it is durable} */
    CompletableFuture<Long> send(User author, String conversation, String text) {
        return post("/api/conversations/" + conversation + "/messages", author.token(), object().put("text", text))
                .thenApply(receipt -> receipt.path("seq").asLong());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private CompletableFuture<JsonNode> post(String path, String token, ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(this::created);
    }

    private JsonNode created(HttpResponse<String> response) {
        try {
            if (response.statusCode() / 100 != CREATED / 100) {
                throw new IllegalStateException(
                        response.uri() + " answered " + response.statusCode() + ": " + response.body());
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException("The answer is no JSON", e);
        }
    }
}
