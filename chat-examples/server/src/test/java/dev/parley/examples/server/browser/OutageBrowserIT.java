package dev.parley.examples.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import dev.parley.examples.server.PacedBot;
import dev.parley.examples.server.TestServer;
import dev.parley.examples.server.live.LiveSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ann's network fails in every way; nothing is lost, nothing comes twice, and all see the same. Ben's does not. */
class OutageBrowserIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final Duration OUTAGE = Duration.ofSeconds(20);
    private static final String SEND = "POST /api/conversations/[^/ ]+/messages ";

    private PacedBot bot;
    private TestServer server;
    private FaultyNetwork network;
    private Person annsBrowser;
    private ChatPage ann;
    private ChatPage ben;

    @BeforeEach
    void meet() {
        bot = new PacedBot("Once ", "upon ", "a ", "time ", "there ", "was ", "a ", "bot.");
        server = TestServer.start(bot, LiveSettings.DEFAULT);
        network = new FaultyNetwork(server.address());
        annsBrowser = CHROMIUM.person(network.address()).withOutages();
        ann = annsBrowser.open().register("Ann", "ann@example.org");
        ben = CHROMIUM.person(server.address()).withOutages().open().register("Ben", "ben@example.org");
        ann.create("Lunch", false, "Ben");
        ben.enter("Lunch");
        ann.hasLight("online");
        ben.hasLight("online");
    }

    @AfterEach
    void leave() throws Exception {
        try {
            CHROMIUM.leave();
        } finally {
            network.close();
            server.close();
        }
    }

    /** Waits until a page shows exactly so many messages, all of them sent. */
    private static List<String> settled(ChatPage page, int count) {
        page.tab()
                .waitForCondition(
                        () -> {
                            List<Shown> messages = page.messages();
                            return messages.size() >= count
                                    && messages.stream()
                                            .allMatch(message -> message.seq() > 0 && !message.is("pending"));
                        },
                        new Page.WaitForConditionOptions().setTimeout(45_000));
        List<Shown> messages = page.messages();
        assertThat(messages).extracting(Shown::id).doesNotHaveDuplicates();
        assertThat(messages).extracting(Shown::seq).isSorted();
        assertThat(messages).noneMatch(message -> message.is("failed"));
        return messages.stream().map(Shown::text).toList();
    }

    private static List<String> of(List<String> texts, String author) {
        return texts.stream().filter(text -> text.startsWith(author)).toList();
    }

    @Test
    void whatIsSentFromBothSidesInAnOutageComesOnceAndInOneOrder() {
        ann.send("Ann 0");
        ben.send("Ben 0");
        settled(ann, 2);
        network.silence();
        long start = System.nanoTime();
        List<String> annsTexts = new ArrayList<>(List.of("Ann 0"));
        List<String> bensTexts = new ArrayList<>(List.of("Ben 0"));
        for (int i = 1; i <= 10; i++) {
            annsTexts.add("Ann " + i);
            bensTexts.add("Ben " + i);
            ann.send("Ann " + i);
            ben.send("Ben " + i);
            long due = OUTAGE.toNanos() * i / 10;
            ann.tab()
                    .waitForCondition(
                            () -> System.nanoTime() - start >= due,
                            new Page.WaitForConditionOptions().setTimeout(30_000));
        }
        ann.hasLight("offline");
        assertThat(ann.log().locator("article.pending")).hasCount(10);
        Screenshots.take(ann.tab(), "offline");
        Axe.check(ann, "offline");
        network.restore();
        List<String> seen = settled(ann, 22);
        ann.hasLight("online");
        assertThat(of(seen, "Ann")).isEqualTo(annsTexts);
        assertThat(of(seen, "Ben")).isEqualTo(bensTexts);
        assertThat(settled(ben, 22)).isEqualTo(seen).hasSize(22);
    }

    @Test
    void answersThatAreLostOnTheWayBackMakeNoSecondMessage() {
        network.cutAnswersTo(SEND, 4);
        ann.send("only once");
        ann.tab().waitForCondition(network::hasCut, new Page.WaitForConditionOptions().setTimeout(45_000));
        ann.send("and this");
        assertThat(settled(ann, 2)).containsExactly("only once", "and this");
        assertThat(settled(ben, 2)).containsExactly("only once", "and this");
    }

    @Test
    void whatWaitsToBeSentOutlivesAReloadAndARestart() {
        network.cutFrom(SEND);
        // The first reaches the server, which Ann's page does not come to know: so its key must live on, too.
        ann.send("reached");
        ann.until(network::hasCut);
        assertThat(ben.message("reached")).isVisible();
        ann.send("waits");
        ann.send("waits too");
        // The log may have brought the first before the line broke; its key waits all the same.
        assertThat(ann.articles()).hasCount(3);
        assertThat(ann.message("waits").and(ann.log().locator(".pending"))).isVisible();
        assertThat(ann.message("waits too").and(ann.log().locator(".pending"))).isVisible();
        assertThatThrownBy(() -> ann.tab().reload()).isInstanceOf(PlaywrightException.class);
        server = server.restarted();
        network.leadTo(server.address());
        network.restore();
        ann.tab().navigate("/");
        ann.inChat().enter("Lunch");
        List<String> seen = settled(ann, 3);
        assertThat(seen).containsExactly("reached", "waits", "waits too");

        ChatPage reader = CHROMIUM.person(server.address()).open().signIn("ben@example.org", ChatPage.PASSWORD);
        assertThat(settled(reader.inChat().enter("Lunch"), 3)).isEqualTo(seen);
    }

    @Test
    void aReloadWhileMessagesWaitSendsThemOnce() {
        network.cut();
        ann.hasLight("offline");
        for (int i = 0; i < 5; i++) {
            ann.send("Ann " + i);
        }
        network.restore();
        ann.tab().reload();
        ann.inChat().enter("Lunch");
        assertThat(settled(ann, 5)).containsExactly("Ann 0", "Ann 1", "Ann 2", "Ann 3", "Ann 4");
        assertThat(settled(ben, 5)).hasSize(5);
    }

    @Test
    void twoTabsOfOnePersonSendOnceAndShowTheSame() {
        ChatPage second = annsBrowser.open();
        if (second.isSignedOut()) {
            second.signIn("ann@example.org", ChatPage.PASSWORD);
        }
        second.inChat().enter("Lunch");
        second.hasLight("online");
        network.cut();
        ann.send("first tab");
        second.send("second tab");
        network.restore();
        List<String> seen = settled(ben, 2);
        assertThat(seen).containsExactlyInAnyOrder("first tab", "second tab");
        assertThat(settled(ann, 2)).isEqualTo(seen);
        assertThat(settled(second, 2)).isEqualTo(seen);
        second.tab().close();
        ben.send("to one tab");
        assertThat(settled(ann, 3)).hasSize(3).endsWith("to one tab");
    }

    @Test
    void aBotGoesOnWhereItWasAfterAReload() {
        ann.create("Stories", true);
        ann.send("Tell me one");
        bot.step(3);
        assertThat(ann.log().locator("article.streaming .text")).hasText("Once upon a");
        ann.tab().reload();
        ann.inChat().enter("Stories");
        assertThat(ann.log().locator("article.streaming .text")).hasText("Once upon a");
        bot.step(2);
        assertThat(ann.log().locator("article.streaming .text")).hasText("Once upon a time there");
        network.cut();
        ann.hasLight("offline");
        bot.step(2);
        network.restore();
        assertThat(ann.log().locator("article.streaming .text")).hasText("Once upon a time there was a");
        bot.step(2);
        assertThat(settled(ann, 2)).containsExactly("Tell me one", bot.all());
    }

    @Test
    void aTabThatIsClosedLeavesWhatItWroteToTheOthers() {
        ChatPage second = annsBrowser.open().inChat().enter("Lunch");
        second.hasLight("online");
        ann.tab().route("**/messages", Route::abort);
        ann.send("from a tab that closes");
        ann.tab().close();
        assertThat(settled(second, 1)).containsExactly("from a tab that closes");
        assertThat(settled(ben, 1)).hasSize(1);
    }

    @Test
    void whatIsOpenedWhileTheLineIsDownTakesMessagesAndSaysNothingWrong() {
        ben.send("before");
        assertThat(ann.message("before")).isVisible();
        ann.tab().evaluate("() => { location.hash = ''; }");
        network.cut();
        ann.hasLight("offline");
        ann.enter("Lunch");
        for (int i = 0; i < 12; i++) {
            ann.send("Ann " + i);
        }
        assertThat(ann.log().locator("article.pending")).hasCount(12);
        assertThat(ann.message("Ann 11")).isInViewport();
        assertThat(ann.tab().locator(".scene .empty")).isHidden();
        network.restore();
        List<String> seen = settled(ann, 13);
        assertThat(seen).hasSize(13).startsWith("before", "Ann 0").endsWith("Ann 11");
        assertThat(settled(ben, 13)).isEqualTo(seen);
        assertThat(ann.tab().locator(".alert").filter(new Locator.FilterOptions().setVisible(true)))
                .hasCount(0);
    }
}
