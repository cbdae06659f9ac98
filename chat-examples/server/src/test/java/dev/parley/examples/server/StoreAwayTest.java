package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.store.ChatStore;
import dev.parley.testkit.FaultInjectingStore;
import dev.parley.testkit.FaultInjectingStore.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The store fails under a running server. */
class StoreAwayTest {

    private final FaultInjectingStore store = new FaultInjectingStore(ChatStore.inMemory(InstantSource.system()));
    private TestServer server;
    private Client ann;
    private String conversation;

    @BeforeEach
    void talk() {
        server = TestServer.on(store);
        ann = server.user("Ann");
        conversation = ann.conversation();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer send() {
        return ann.sendMessage(conversation, "k", "hi");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new Fault.BeforeCommit(), "store_unavailable"),
                Arguments.of(new Fault.Slow(Duration.ofSeconds(10)), "deadline_exceeded"),
                Arguments.of(new Fault.Refuse(ErrorCode.STORE_OVERLOADED), "store_overloaded"),
                Arguments.of(new Fault.Refuse(ErrorCode.STORE_READ_ONLY), "store_read_only"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whoSendsIsToldToComeAgainAndThenItIsStoredOnce(Fault fault, String code) {
        store.failNext(fault);
        assertRetry(send(), code);
        assertThat(send().status()).isEqualTo(201);
        assertThat(send().status()).isEqualTo(200);
        assertThat(ann.get("/api/conversations/" + conversation + "/messages")
                        .json()
                        .get("messages"))
                .hasSize(1);
    }

    private static void assertRetry(Answer answer, String code) {
        answer.isProblem(503, code);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.json().get("retryAfter").intValue()).isEqualTo(1);
    }

    @Test
    void anUnknownOutcomeIsAskedAgain() {
        store.failNext(new Fault.AmbiguousWritten());
        assertThat(send().status()).isEqualTo(200);
        store.failNext(new Fault.AmbiguousNotWritten());
        assertThat(ann.sendMessage(conversation, "k2", "hi").status()).isEqualTo(201);
        assertThat(ann.get("/api/conversations/" + conversation + "/messages")
                        .json()
                        .get("messages"))
                .hasSize(2);
    }

    @Test
    void everyCallIsToldSo() {
        String path = "/api/conversations/" + conversation;
        for (Supplier<Answer> call : java.util.List.<Supplier<Answer>>of(
                () -> ann.get("/api/conversations"),
                () -> ann.get(path),
                () -> ann.get(path + "/messages"),
                () -> ann.get("/api/me/export"),
                () -> ann.post("/api/me/erase", Client.json().put("password", Client.PASSWORD)))) {
            store.failNext(new Fault.BeforeCommit());
            assertRetry(call.get(), "store_unavailable");
            assertThat(ann.get("/api/me").status()).isEqualTo(200);
        }
    }

    @Test
    void aDefectIsAnAnswerWithoutInsides() {
        try (LogWatch log = new LogWatch()) {
            store.failNext(new Fault.Defect());
            send().isProblem(500, "internal");
            assertThat(log.faults()).hasSize(1);
        }
        assertThat(send().status()).isEqualTo(201);
    }

    @Test
    void aClosedStoreIsOneThatIsAway() {
        store.close();
        assertRetry(ann.get("/api/conversations"), "closed");
    }
}
