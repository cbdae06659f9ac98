package dev.parley.examples.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatStore;
import dev.parley.examples.server.Client;
import dev.parley.examples.server.TestServer;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysBrowserIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final ManualClock clock = new ManualClock(Instant.parse("2026-07-01T12:00:00Z"));
    private final TestServer server = TestServer.on(ChatStore.inMemory(clock));

    @AfterEach
    void leave() {
        try {
            CHROMIUM.leave();
        } finally {
            server.close();
        }
    }

    private void write(UserId reader) {
        try (ChatEngine engine = ChatEngine.builder(server.store()).build()) {
            ChatSession writer = engine.session(Principal.of("writer"));
            ConversationId days =
                    writer.create(NewConversation.of("Days", reader)).orThrow().id();
            writer.send(days, Draft.of("key-1", "one")).orThrow();
            clock.advance(Duration.ofHours(1));
            writer.send(days, Draft.of("key-2", "two")).orThrow();
            clock.advance(Duration.ofHours(23));
            writer.send(days, Draft.of("key-3", "three")).orThrow();
        }
    }

    /** A day is one where the reader is. */
    @ParameterizedTest
    @CsvSource({"UTC, 1 July 2026, 2 July 2026", "Pacific/Auckland, 2 July 2026, 3 July 2026"})
    void aDayBeginsWithItsName(String zone, String first, String second) {
        ChatPage ann = CHROMIUM.person(server.address(), new NewContextOptions().setTimezoneId(zone))
                .open()
                .register("Ann", "ann@example.org");
        Client api = server.stranger().loggedIn("ann@example.org", ChatPage.PASSWORD);
        write(new UserId(api.id));
        ann.enter("Days");
        assertThat(ann.message("three")).isVisible();
        Locator separators = ann.log().locator(".day");
        assertThat(separators).hasCount(2);
        assertThat(separators.first()).containsText(first);
        assertThat(separators.last()).containsText(second);
        assertThat(ann.log().locator(".day + article .text")).hasText(new String[] {"one", "three"});
    }
}
