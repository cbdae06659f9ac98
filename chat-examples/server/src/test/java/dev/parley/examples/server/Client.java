package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One user of the API, or a stranger. */
public final class Client {

    public static final String PASSWORD = "correct horse battery staple";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI server;
    private final @Nullable String token;
    public final String id;

    Client(URI server, @Nullable String token, String id) {
        this.server = server;
        this.token = token;
        this.id = id;
    }

    public static ObjectNode json() {
        return MAPPER.createObjectNode();
    }

    /** Reads JSON that is written with single quotes. */
    static ObjectNode json(String text) {
        return parse(text.replace('\'', '"'));
    }

    static ObjectNode parse(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Client registered(String name) {
        String email = UUID.randomUUID() + "@example.org";
        ObjectNode body = json().put("email", email).put("password", PASSWORD).put("name", name);
        assertThat(post("/api/register", body).status()).isEqualTo(201);
        return loggedIn(email, PASSWORD);
    }

    public Client loggedIn(String email, String password) {
        Answer login = post("/api/login", json().put("email", email).put("password", password));
        assertThat(login.status()).isEqualTo(200);
        return withToken(
                login.json().get("accessToken").textValue(),
                login.json().at("/user/id").textValue());
    }

    Client withToken(@Nullable String other, String userId) {
        return new Client(server, other, userId);
    }

    @Nullable
    String token() {
        return token;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, ObjectNode body, String... headers) {
        return send("POST", path, text(body), headers);
    }

    public Answer patch(String path, ObjectNode body, String... headers) {
        return send("PATCH", path, text(body), headers);
    }

    /** A surrogate without its partner has no UTF-8; it can be sent as an escape only. */
    private static String text(ObjectNode body) {
        return Pattern.compile("[\ud800-\udfff]")
                .matcher(body.toString())
                .replaceAll(
                        match -> String.format("\\\\u%04x", (int) match.group().charAt(0)));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** Any method, with a body of JSON unless it is empty. */
    Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = request(path);
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(body)).header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
        }
        return send(request);
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(30));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Creates a conversation with oneself and others. */
    public String conversation(Client... others) {
        ObjectNode body = json().put("title", "A talk").put("bot", false);
        var participants = body.putArray("participants");
        for (Client other : others) {
            participants.add(other.id);
        }
        Answer created = post("/api/conversations", body);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.json().get("id").textValue();
    }

    /** Sends a message and gives its id. */
    public String say(String conversation, String text) {
        Answer sent = sendMessage(conversation, UUID.randomUUID().toString(), text);
        assertThat(sent.status()).isEqualTo(201);
        return sent.json().get("messageId").textValue();
    }

    Answer sendMessage(String conversation, String key, String text) {
        return post(
                "/api/conversations/" + conversation + "/messages", json().put("text", text), "Idempotency-Key", key);
    }
}
