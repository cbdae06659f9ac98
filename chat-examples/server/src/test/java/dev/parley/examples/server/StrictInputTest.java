package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every body of the table, broken in every way; afterwards nothing is stored. */
class StrictInputTest {

    private static TestServer server;
    private static Client ann;
    private static String conversation;
    private static String message;

    /** A call with a body that is right, and which of its fields are required. */
    private record Call(String method, String path, String body, List<String> required) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static final List<Call> CALLS = List.of(
            new Call(
                    "POST",
                    "/api/register",
                    "{'email':'#@x','password':'a long enough one','name':'A'}",
                    List.of("email", "password", "name")),
            new Call(
                    "POST",
                    "/api/login",
                    "{'email':'a@x','password':'a long enough one'}",
                    List.of("email", "password")),
            new Call("POST", "/api/me/erase", "{'password':'wrong one'}", List.of("password")),
            new Call(
                    "POST",
                    "/api/conversations",
                    "{'title':'t','participants':[],'bot':false,'openHistory':false}",
                    List.of("title", "participants")),
            new Call("PATCH", "/api/conversations/{c}", "{'title':'A talk'}", List.of("title")),
            new Call("POST", "/api/conversations/{c}/messages", "{'text':'t','replyTo':'{m}'}", List.of("text")),
            new Call("PATCH", "/api/conversations/{c}/messages/{m}", "{'text':'t'}", List.of("text")),
            new Call(
                    "POST",
                    "/api/conversations/{c}/participants",
                    "{'userId':'nobody','role':'member'}",
                    List.of("userId", "role")),
            new Call("POST", "/api/conversations/{c}/read", "{'seq':0}", List.of("seq")));

    @BeforeAll
    static void start() {
        server = TestServer.start();
        ann = server.user("Ann");
        conversation = ann.conversation();
        message = ann.say(conversation, "one");
    }

    /** Nothing that was refused has left a trace. */
    @AfterAll
    static void stop() {
        assertThat(ann.get("/api/conversations/" + conversation + "/messages")
                        .json()
                        .get("messages"))
                .hasSize(1);
        assertThat(ann.get("/api/conversations").json().get("conversations")).hasSize(1);
        assertThat(ann.get("/api/conversations/" + conversation)
                        .json()
                        .get("title")
                        .textValue())
                .isEqualTo("A talk");
        // Ann and the bot.
        assertThat(ann.get("/api/users?query=").json().get("users")).hasSize(2);
        server.close();
    }

    static Stream<Call> calls() {
        return CALLS.stream();
    }

    private static ObjectNode body(Call call) {
        return json(filled(call.body()));
    }

    private static String filled(String template) {
        return template.replace("{c}", conversation)
                .replace("{m}", message)
                .replace("#", UUID.randomUUID().toString());
    }

    private static Answer send(Call call, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Idempotency-Key", "k" + UUID.randomUUID(), "If-Match", "\"1\""));
        all.addAll(List.of(headers));
        return ann.send(call.method(), filled(call.path()), body, all.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anUnknownFieldIsNamed(Call call) {
        send(call, body(call).put("admin", true).toString()).isProblem(400, "unknown_field", "admin");
        send(call, body(call).put("Text", "x").toString()).isProblem(400, "unknown_field", "Text");
        send(call, body(call).put("", "x").toString()).isProblem(400, "unknown_field", "");
        String odd = "\u202e\u0000é" + "x".repeat(100);
        send(call, body(call).put(odd, "x").toString()).isProblem(400, "unknown_field", "???" + "x".repeat(61));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aRequiredFieldIsNamed(Call call) {
        for (String field : call.required()) {
            ObjectNode absent = body(call);
            absent.remove(field);
            send(call, absent.toString()).isProblem(400, "field_missing", field);
            send(call, body(call).putNull(field).toString()).isProblem(400, "field_missing", field);
        }
    }

    private static final Map<String, List<String>> WRONG = Map.of(
            "string", List.of("1", "1.5", "true", "[]", "{}", "[\"a\"]"),
            "boolean", List.of("0", "1", "\"true\"", "\"\"", "[]", "{}"),
            "number", List.of("\"1\"", "1.0", "1e0", "0.5", "1e400", "-0.0", "true", "[1]", "{}"),
            "array", List.of("\"a\"", "1", "true", "{}", "[1]", "[null]", "[\"a\",true]", "[[\"a\"]]"));

    static Stream<Arguments> fields() {
        return CALLS.stream().flatMap(call -> {
            ObjectNode body = json(call.body());
            return new Fields(body).names().stream().flatMap(field -> {
                String type = switch (body.get(field).getNodeType()) {
                    case BOOLEAN -> "boolean";
                    case NUMBER -> "number";
                    case ARRAY -> "array";
                    default -> "string";
                };
                return WRONG.get(type).stream().map(value -> Arguments.of(call, field, value));
            });
        });
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldOfAnotherTypeIsNamed(Call call, String field, String value) {
        String right = body(call).put(field, "@@").toString();
        send(call, right.replace("\"@@\"", value)).isProblem(400, "field_type", field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "title", "email", "password", "name", "userId", "role", "participants", "replyTo"})
    void aSurrogateWithoutItsPartnerIsRefusedInEveryField(String field) {
        Map<String, String> codes = Map.of(
                "text", "text_malformed",
                "title", "title_malformed",
                "email", "login_malformed",
                "password", "password_malformed",
                "name", "name_malformed",
                "userId", "user_id_malformed",
                "role", "role_unknown",
                "participants", "user_id_malformed",
                "replyTo", "message_id_malformed");
        Call call = CALLS.stream()
                .filter(c -> c.body().contains("'" + field + "'"))
                .findFirst()
                .orElseThrow();
        for (String half : List.of("\\ud800", "\\udc00", "\\udc00\\ud800", "a\\ud83dz", "\\uD800")) {
            String value = field.equals("participants") ? "[\"" + half + "\"]" : "\"" + half + "\"";
            send(call, body(call).put(field, "@@").toString().replace("\"@@\"", value))
                    .isProblem(400, codes.get(field), field);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|body_missing",
                "   |body_missing",
                "null|body_not_object",
                "1|body_not_object",
                "\"text\"|body_not_object",
                "[]|body_not_object",
                "[{\"title\":\"x\"}]|body_not_object",
                "{|json_malformed",
                "{\"title\"|json_malformed",
                "{\"title\":\"x\"|json_malformed",
                "{\"title\":\"x\"}}|json_malformed",
                "{\"title\":\"x\"} {}|json_malformed",
                "{\"title\":\"x\"}x|json_malformed",
                "{\"title\":\"x\",}|json_malformed",
                "{'title':'x'}|json_malformed",
                "{title:\"x\"}|json_malformed",
                "{\"title\":\"x\" /* c */}|json_malformed",
                "{\"title\":\"x\"} // c|json_malformed",
                "{\"title\":NaN}|json_malformed",
                "{\"title\":01}|json_malformed",
                "{\"title\":+1}|json_malformed",
                "{\"title\":\"a\",\"title\":\"a\"}|json_malformed",
                "{\"title\":\"a\",\"\\u0074itle\":\"a\"}|json_malformed",
                "{\"title\":\"\\x41\"}|json_malformed",
                "{\"title\":\"a\tb\"}|json_malformed",
                "\ufeff{\"title\":\"x\"}|json_malformed"
            })
    void whatIsNotOneJsonObjectIsRefused(String body, String code) {
        Call rename = CALLS.get(4);
        byte[] bytes = (body == null ? "" : body.startsWith("   ") ? "   " : body).getBytes(StandardCharsets.UTF_8);
        patch(rename, bytes).isProblem(400, code);
    }

    private static RawAnswer patch(Call call, byte[] body) {
        return patch(call, body, "Content-Type: application/json\r\n");
    }

    private static RawAnswer patch(Call call, byte[] body, String headers) {
        try (RawConnection connection = new RawConnection(server.address())) {
            connection.send("PATCH " + filled(call.path()) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Authorization: Bearer " + ann.token() + "\r\n" + headers + "Content-Length: " + body.length
                    + "\r\n\r\n");
            connection.send(body);
            return connection.answer();
        }
    }

    @Test
    void numbersOfAnyLengthAndSizeAreRefused() {
        Call read = CALLS.get(8);
        send(read, "{\"seq\":-1}").isProblem(400, "seq_out_of_range", "seq");
        send(read, "{\"seq\":9223372036854775808}").isProblem(400, "seq_out_of_range", "seq");
        send(read, "{\"seq\":-9223372036854775809}").isProblem(400, "seq_out_of_range", "seq");
        send(read, "{\"seq\":" + "9".repeat(100) + "}").isProblem(400, "seq_out_of_range", "seq");
        send(read, "{\"seq\":" + "9".repeat(100_000) + "}").isProblem(400, "json_malformed");
        send(read, "{\"seq\":1e999999999}").isProblem(400, "field_type", "seq");
        send(read, "{\"seq\":1e-999999999}").isProblem(400, "field_type", "seq");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,200",
        "Application/JSON,200",
        "application/json; charset=utf-8,200",
        "application/json;charset=UTF-8,200",
        "application/json; charset=\"utf-8\",200",
        "application/json; charset=utf-16,415",
        "application/json; charset=latin1,415",
        "application/json; v=1,415",
        "application/merge-patch+json,415",
        "application/jsonp,415",
        "text/json,415",
        "text/plain,415",
        "application/x-www-form-urlencoded,415",
        "multipart/form-data,415",
        "json,415",
        "application,415"
    })
    void aBodyIsDeclaredAsJson(String type, int status) {
        byte[] body = "{\"title\":\"A talk\"}".getBytes(StandardCharsets.UTF_8);
        RawAnswer answer = patch(CALLS.get(4), body, "Content-Type: " + type + "\r\n");
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        if (status == 415) {
            answer.isProblem(415, "media_type_unsupported");
        }
    }

    @Test
    void aBodyWithoutATypeIsRefused() {
        patch(CALLS.get(4), "{\"title\":\"x\"}".getBytes(StandardCharsets.UTF_8), "")
                .isProblem(415, "media_type_unsupported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "gzip, identity", "x"})
    void aBodyIsNotCompressed(String encoding) {
        patch(
                        CALLS.get(4),
                        "{\"title\":\"x\"}".getBytes(StandardCharsets.UTF_8),
                        "Content-Type: application/json\r\nContent-Encoding: " + encoding + "\r\n")
                .isProblem(415, "encoding_unsupported");
    }
}
