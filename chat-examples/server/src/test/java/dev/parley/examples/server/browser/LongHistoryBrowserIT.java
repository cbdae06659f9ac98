package dev.parley.examples.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hundred thousand messages: the page holds a window of them, and moves it. */
class LongHistoryBrowserIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final int COUNT = 100_000;
    private static final int WHEEL_TURNS = 120;

    private TestServer server;
    private ChatPage ann;
    private History history;

    @BeforeEach
    void open() {
        server = TestServer.on(ChatStore.inMemory(InstantSource.system()));
        ann = CHROMIUM.person(server.address()).open().register("Ann", "ann@example.org");
        Client api = server.stranger().loggedIn("ann@example.org", ChatPage.PASSWORD);
        write(new UserId(api.id));
        ann.tab().reload();
        ann.inChat().enter("Archive");
        assertThat(ann.message(text(COUNT))).isVisible();
        history = new History(ann);
    }

    private void write(UserId reader) {
        try (ChatEngine engine = ChatEngine.builder(server.store()).build()) {
            ChatSession writer = engine.session(Principal.of("writer"));
            ConversationId archive = writer.create(NewConversation.of("Archive", reader))
                    .orThrow()
                    .id();
            for (int i = 1; i <= COUNT; i++) {
                writer.send(archive, Draft.of("key-" + i, text(i))).orThrow();
            }
        }
    }

    private static String text(int number) {
        return "Line " + number + (number % 7 == 0 ? "\nwith another\nand another" : "");
    }

    @AfterEach
    void leave() {
        try {
            CHROMIUM.leave();
        } finally {
            server.close();
        }
    }

    @Test
    void theWheelGoesUpWithoutGapOrRepeat(TestReporter reporter) {
        ann.log().hover();
        ann.tab().evaluate("""
                () => {
                  window.frames60 = [];
                  let last = performance.now();
                  const frame = (now) => { window.frames60.push(now - last); last = now; requestAnimationFrame(frame); };
                  requestAnimationFrame(frame);
                }""");
        long start = history.look().get(0).seq();
        for (int turn = 0; turn < WHEEL_TURNS; turn++) {
            ann.tab().mouse().wheel(0, -900);
            history.look();
        }
        ann.until(() -> history.look().get(0).seq() < start - 2 * History.MAX_SHOWN);
        history.isWhole();
        reporter.publishEntry("frames while scrolling", (String) ann.tab().evaluate("""
                () => {
                  const all = window.frames60.slice(1).sort((a, b) => a - b);
                  const at = (p) => all[Math.floor((all.length - 1) * p)].toFixed(1) + " ms";
                  return `${all.length} frames, median ${at(0.5)}, p95 ${at(0.95)}, longest ${at(1)}`;
                }"""));
    }

    @Test
    void theKeysMoveTheWindow() {
        long newest = last().seq();
        ann.log().focus();
        long before = history.look().get(0).seq();
        ann.tab().keyboard().press("Home");
        ann.until(() -> history.look().get(0).seq() == 1);
        assertThat(before).isGreaterThan(1);
        assertThat(ann.message(text(1))).isInViewport();
        ann.until(() -> {
            ann.tab().keyboard().press("End");
            return last().seq() == newest;
        });
        assertThat(ann.message(text(COUNT))).isInViewport();
    }

    @Test
    void whatIsNewComesWhereOneReads() {
        ann.send("The newest");
        ann.until(() -> last().text().equals("The newest") && last().seq() > 0);
        assertThat(ann.message("The newest")).isInViewport();
        history.look();
    }

    private Shown last() {
        List<Shown> shown = history.look();
        return shown.get(shown.size() - 1);
    }
}
