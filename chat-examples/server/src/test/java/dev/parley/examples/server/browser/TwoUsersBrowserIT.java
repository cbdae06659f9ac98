package dev.parley.examples.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.parley.examples.server.PacedBot;
import dev.parley.examples.server.TestServer;
import dev.parley.examples.server.live.LiveSettings;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two people side by side, each with a browser of their own. */
class TwoUsersBrowserIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private PacedBot bot;
    private TestServer server;
    private Person annsBrowser;
    private ChatPage ann;
    private ChatPage ben;

    @BeforeEach
    void signIn() {
        bot = new PacedBot("Once ", "upon ", "a ", "time ", "there ", "was ", "a ", "bot.");
        server = TestServer.start(bot, LiveSettings.DEFAULT);
        annsBrowser = CHROMIUM.person(server.address());
        ann = annsBrowser.open().register("Ann", "ann@example.org");
        ben = CHROMIUM.person(server.address()).open().register("Ben", "ben@example.org");
    }

    @AfterEach
    void leave() {
        try {
            CHROMIUM.leave();
        } finally {
            server.close();
        }
    }

    private void meet() {
        ann.create("Lunch", false, "Ben");
        ben.enter("Lunch");
        ann.hasLight("online");
        ben.hasLight("online");
    }

    @Test
    void messagesComeToBothAtOnce() {
        meet();
        ann.send("Pizza at noon?");
        assertThat(ben.message("Pizza at noon?")).isVisible();
        ben.send("Sure.\nWhere?");
        assertThat(ann.message("Sure.\nWhere?")).isVisible();
        ann.send("  the usual \t<b>place</b>  ");
        ben.until(() -> ben.messages().size() == 3);
        ann.until(() -> ann.messages().stream().noneMatch(message -> message.is("pending")));
        assertThat(ben.texts()).isEqualTo(ann.texts());
        assertThat(ann.messages()).extracting(message -> message.is("mine")).containsExactly(true, false, true);
        assertThat(ben.messages()).extracting(message -> message.is("mine")).containsExactly(false, true, false);
        assertThat(ben.messages().get(0).author()).isEqualTo("Ann");
        assertThat(ben.messages()).extracting(Shown::id).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void typingIsSeenByTheOther() {
        meet();
        ben.composer().pressSequentially("Hm");
        assertThat(ann.tab().locator("#typing")).containsText("Ben");
        assertThat(ben.tab().locator("#typing")).not().containsText("Ben");
    }

    @Test
    void whatIsUnreadIsCounted() {
        meet();
        ben.create("Elsewhere", false);
        ann.send("one");
        ann.send("two");
        assertThat(ben.unread("Lunch")).hasText(Pattern.compile("^\\s*2\\b.*"));
        assertThat(ben.unread("Elsewhere")).hasCount(0);
        assertThat(ann.unread("Lunch")).hasCount(0);
        ben.enter("Lunch");
        assertThat(ben.message("two")).isVisible();
        assertThat(ben.unread("Lunch")).hasCount(0);
    }

    @Test
    void whoHasReadIsShown() {
        meet();
        ann.send("Have you seen this?");
        assertThat(ann.log().locator(".read-by")).containsText("Ben");
    }

    @Test
    void aReplyShowsWhatItRepliesTo() {
        meet();
        ann.send("Pizza or pasta?");
        ann.send("And when?");
        assertThat(ben.message("And when?")).isVisible();
        ben.reply("Pizza or pasta?", "Pasta.");
        for (ChatPage page : new ChatPage[] {ann, ben}) {
            assertThat(page.message("Pasta.").locator(".quote")).containsText("Pizza or pasta?");
        }
        ben.action("And when?", "Reply").click();
        ben.button("Cancel reply").click();
        ben.send("At noon.");
        assertThat(ann.message("At noon.")).isVisible();
        assertThat(ann.message("At noon.").locator(".quote")).hasCount(0);
    }

    @Test
    void whatIsEditedAndDeletedChangesForTheOther() {
        meet();
        ann.send("Piza?");
        ann.send("A secret");
        assertThat(ben.message("A secret")).isVisible();
        ann.edit("Piza?", "Pizza?");
        assertThat(ben.message("Pizza?")).isVisible();
        assertThat(ben.message("Pizza?").locator(".edited")).isVisible();
        ann.action("A secret", "Delete").click();
        ann.deleteDialog().getByText("Cancel").click();
        assertThat(ann.message("A secret")).isVisible();
        ann.delete("A secret");
        for (ChatPage page : new ChatPage[] {ann, ben}) {
            assertThat(page.log().locator("article.redacted")).hasCount(1);
            assertThat(page.log()).not().containsText("A secret");
        }
        assertThat(ben.message("Pizza?").getByText("Edit", new Locator.GetByTextOptions().setExact(true)))
                .hasCount(0);
    }

    @Test
    void theBotSpeaksWordByWordToBothAndCanBeStopped() {
        ann.create("Stories", true, "Ben");
        ben.enter("Stories");
        ann.send("Parley bot, tell me one");
        bot.step(3);
        for (ChatPage page : new ChatPage[] {ann, ben}) {
            assertThat(page.log().locator("article.streaming .text")).hasText("Once upon a");
        }
        Screenshots.take(ann.tab(), "streaming");
        Axe.check(ann, "a bot that speaks");
        bot.step(6);
        assertThat(ben.message(bot.all())).isVisible();
        assertThat(ben.log().locator("article.streaming")).hasCount(0);
        assertThat(ann.button("Stop")).isHidden();

        ann.send("Another, @parley-bot");
        bot.step(2);
        assertThat(ann.log().locator("article.streaming .text")).hasText("Once upon");
        ann.button("Stop").click();
        assertThat(ann.log().locator("article.streaming")).hasCount(0);
        assertThat(ann.message("Once upon")).isVisible();
        assertThat(ben.message("Once upon")).isVisible();
        ben.until(() -> ben.messages().size() == 4);
    }

    @Test
    void onesSessionOutlivesAReloadAndEndsWithSigningOut() {
        meet();
        ann.send("Still there?");
        ann.tab().reload();
        ann.inChat();
        ann.enter("Lunch");
        assertThat(ann.message("Still there?")).isVisible();
        ann.signOut();
        ann.tab().reload();
        assertThat(ann.field("Password")).isVisible();
        annsBrowser.expect("status of 401");
        ann.signIn("ann@example.org", "no password of hers");
        assertThat(ann.tab().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                .isVisible();
        ann.signIn("ann@example.org", ChatPage.PASSWORD).inChat();
        ann.enter("Lunch");
        assertThat(ann.message("Still there?")).isVisible();
    }

    @Test
    void aQuoteFollowsWhatItQuotes() {
        meet();
        ann.send("A secret");
        ben.reply("A secret", "I know");
        assertThat(ann.message("I know").locator(".quote")).containsText("A secret");
        ann.edit("A secret", "A rumour");
        for (ChatPage page : new ChatPage[] {ann, ben}) {
            assertThat(page.message("I know").locator(".quote")).containsText("A rumour");
        }
        ann.delete("A rumour");
        for (ChatPage page : new ChatPage[] {ann, ben}) {
            assertThat(page.message("I know").locator(".quote")).containsText("deleted");
            assertThat(page.log()).not().containsText("A rumour");
        }
    }

    /** The page looks for new conversations now and then, and must not go on with a token that is not taken any more. */
    @Test
    void whoseTokenEndsSignsInAgainOnce() {
        meet();
        annsBrowser.expect("status of 401");
        ann.tab().evaluate("""
                () => {
                  const { token } = JSON.parse(localStorage.getItem("parley.session"));
                  return fetch("/api/logout", { method: "POST", headers: { Authorization: `Bearer ${token}` } });
                }""");
        assertThat(ann.field("Password")).isVisible();
        ann.signIn("ann@example.org", ChatPage.PASSWORD).inChat();
        for (int look = 0; look < 2; look++) {
            ann.tab().waitForResponse(Pattern.compile("/api/conversations\\?"), () -> {});
        }
        ann.enter("Lunch");
        ann.hasLight("online");
        ben.send("Still there?");
        assertThat(ann.message("Still there?")).isVisible();
    }
}
