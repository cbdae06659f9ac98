package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;

/** What the server answered. */
public record Answer(HttpResponse<String> response) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
        try {
            return MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> fields() {
        return new Fields(json()).names();
    }

    /** Checks that this is a problem in full form, and with this code. */
    Answer isProblem(int status, String code) {
        assertThat(status()).as(body()).isEqualTo(status);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode json = json();
        assertThat(json.get("code").textValue()).isEqualTo(code);
        assertThat(json.get("status").intValue()).isEqualTo(status);
        assertThat(json.get("type").textValue()).isEqualTo("about:blank");
        assertThat(json.get("title").textValue()).isNotBlank();
        assertThat(json.get("detail").textValue()).isNotBlank();
        assertThat(body()).doesNotContain("Exception", "dev.parley", "\tat ");
        assertThat(header("Cache-Control")).isEqualTo("no-store");
        assertThat(header("X-Content-Type-Options")).isEqualTo("nosniff");
        return this;
    }

    Answer isProblem(int status, String code, String field) {
        isProblem(status, code);
        assertThat(json().path("field").asText()).isEqualTo(field);
        return this;
    }
}
