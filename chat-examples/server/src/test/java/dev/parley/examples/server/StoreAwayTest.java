package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The store goes away under a running server. */
class StoreAwayTest {

    @Test
    void callsAreToldToComeAgain() {
        try (TestServer server = TestServer.inMemory()) {
            Client ann = server.user("Ann");
            String conversation = ann.conversation();
            server.backend.store().close();
            for (Answer answer : new Answer[] {
                ann.get("/api/conversations"),
                ann.sendMessage(conversation, "k", "hi"),
                ann.get("/api/conversations/" + conversation + "/messages"),
                ann.get("/api/me/export")
            }) {
                answer.isProblem(503, "closed");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(answer.json().get("retryAfter").intValue()).isEqualTo(1);
            }
            assertThat(ann.get("/api/me").status()).isEqualTo(200);
        }
    }
}
