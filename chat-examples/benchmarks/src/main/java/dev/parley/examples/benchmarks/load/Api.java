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
     * @param refreshToken what gets another
     * @param expiresIn after how many seconds the proof is none any more
     */
    record User(String id, String token, String refreshToken, int expiresIn) {}

    /** Registers somebody new. */
    User newUser() {
        String password = UUID.randomUUID().toString();
        ObjectNode account =
                object().put("email", UUID.randomUUID() + "@example.org").put("password", password);
        post("/api/register", "", account.deepCopy().put("name", "Reader")).join();
        JsonNode login = post("/api/login", "", account).join();
        return user(login.at("/user/id").asText(), login);
    }

    /** {@return the same with another token} */
    User renew(User user) {
        JsonNode tokens = post("/api/refresh", "", object().put("refreshToken", user.refreshToken()))
                .join();
        return user(user.id(), tokens);
    }

    private static User user(String id, JsonNode tokens) {
        return new User(
                id,
                tokens.path("accessToken").asText(),
                tokens.path("refreshToken").asText(),
                tokens.path("expiresIn").asInt());
    }

    /** Creates a conversation and returns its id. */
    String create(User owner, List<User> others) {
        ObjectNode body = object().put("title", "Hall").put("bot", false);
        others.forEach(other -> body.withArray("participants").add(other.id()));
        return post("/api/conversations", owner.token(), body).join().path("id").asText();
    }

    /** Sends a message; {@return its sequence number, when it is durable} */
    CompletableFuture<Long> send(User author, String conversation, String text) {
        return post(messages(conversation), author.token(), object().put("text", text))
                .thenApply(receipt -> receipt.path("seq").asLong());
    }

    /** Sends a message that may be refused; {@return the status of the answer} */
    CompletableFuture<Integer> offer(User author, String conversation, String text) {
        HttpRequest request = request(messages(conversation), author.token(), object().put("text", text));
        return http.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    private static String messages(String conversation) {
        return "/api/conversations/" + conversation + "/messages";
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private CompletableFuture<JsonNode> post(String path, String token, ObjectNode body) {
        return http.sendAsync(request(path, token, body), BodyHandlers.ofString())
                .thenApply(this::created);
    }

    private HttpRequest request(String path, String token, ObjectNode body) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
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
