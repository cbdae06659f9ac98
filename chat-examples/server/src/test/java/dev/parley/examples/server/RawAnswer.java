package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** An answer as it came through the socket: head and body. */
record RawAnswer(String text) {

    int status() {
        assertThat(text).startsWith("HTTP/1.1 ");
        return Integer.parseInt(text.substring(9, 12));
    }

    String head() {
        return text.substring(0, text.indexOf("\r\n\r\n") + 2);
    }

    String body() {
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    /** The value of a header, or nothing. */
    String header(String name) {
        for (String line : head().split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ": ")) {
                return line.substring(name.length() + 2);
            }
        }
        return "";
    }

    void isProblem(int status, String code) {
        assertThat(status()).as(text).isEqualTo(status);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        ObjectNode json = Client.parse(body());
        assertThat(json.get("code").textValue()).isEqualTo(code);
        assertThat(json.get("status").intValue()).isEqualTo(status);
        assertThat(header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header("Cache-Control")).isEqualTo("no-store");
        assertThat(header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(header("Server")).isEmpty();
        assertThat(text).doesNotContain("Exception", "jetty", "Jetty", "\tat ");
    }

    void isProblem(int status, String code, String field) {
        isProblem(status, code);
        assertThat(Client.parse(body()).path("field").asText()).isEqualTo(field);
    }
}
