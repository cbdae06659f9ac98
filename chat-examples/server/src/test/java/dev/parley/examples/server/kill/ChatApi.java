package dev.parley.examples.server.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.ArrayList;
import java.util.List;

/** The server's HTTP interface as a client program sees it. Thread-safe. */
final class ChatApi {

    /** The longest that a call may take under any fault. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final String PASSWORD = "a horse, a battery, a staple";
    private static final int PAGE = 200;

    private final URI server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final ObjectMapper json = new ObjectMapper();

    ChatApi(URI server) {
        this.server = server;
    }

    /**
     * Someone who logged in.
     *
     * @param id their id
     * @param token what proves it
     */
    record User(String id, String token) {}

    void register(String name) {
        ObjectNode body = account(name).put("name", name);
        call(request("/api/register"), "POST", body, 201);
    }

    User login(String name) {
        JsonNode answer = call(request("/api/login"), "POST", account(name), 200);
        return new User(
                answer.at("/user/id").asText(), answer.get("accessToken").asText());
    }

    private static ObjectNode account(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("email", name + "@example.org")
                .put("password", PASSWORD);
    }

    /** Creates a conversation of several users and returns its id. */
    String create(User owner, String title, List<User> others) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("title", title);
        ArrayNode participants = body.put("bot", false).putArray("participants");
        others.forEach(user -> participants.add(user.id()));
        return call(as(owner, "/api/conversations"), "POST", body, 201)
                .get("id")
                .asText();
    }

    /** Sends a line once and says what is known of it afterwards. */
    Answer send(User author, Line line) throws InterruptedException {
        HttpRequest request = as(author, "/api/conversations/" + line.conversation() + "/messages")
                .header("Idempotency-Key", line.key())
                .POST(BodyPublishers.ofString(JsonNodeFactory.instance
                        .objectNode()
                        .put("text", line.text())
                        .toString()))
                .build();
        try {
            return answer(http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            return new Answer.Unknown(e.toString());
        }
    }

    private Answer answer(HttpResponse<String> response) throws IOException {
        JsonNode body = json.readTree(response.body());
        int status = response.statusCode();
        if (status == 201 || status == 200) {
            return new Answer.Ok(body.get("messageId").asText(), body.get("seq").asLong(), status == 200);
        }
        String code = body.path("code").asText();
        String retryAfter = response.headers().firstValue("Retry-After").orElse("");
        return code.equals("outcome_unknown") ? new Answer.Unknown(code) : new Answer.Fail(status, code, retryAfter);
    }

    /** Reads a conversation from its beginning to its end. */
    List<Stored> history(User reader, String conversation) {
        List<Stored> all = new ArrayList<>();
        int read;
        do {
            long after = all.isEmpty() ? 0 : all.get(all.size() - 1).seq();
            String page = "/api/conversations/" + conversation + "/messages?after=" + after + "&limit=" + PAGE;
            JsonNode messages = call(as(reader, page), "GET", null, 200).get("messages");
            messages.forEach(message -> all.add(new Stored(
                    conversation,
                    message.get("id").asText(),
                    message.get("seq").asLong(),
                    message.at("/author/id").asText(),
                    message.get("text").asText())));
            read = messages.size();
        } while (read == PAGE);
        return all;
    }

    private JsonNode call(HttpRequest.Builder request, String method, JsonNode body, int expected) {
        HttpRequest ready = request.method(
                        method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(ready, BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new AssertionError(ready + " answered " + response.statusCode() + ": " + response.body());
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(ready + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(ready + " was interrupted", e);
        }
    }

    private HttpRequest.Builder as(User user, String path) {
        return request(path).header("Authorization", "Bearer " + user.token());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(TIMEOUT).header("Content-Type", "application/json");
    }
}
