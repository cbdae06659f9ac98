package dev.parley.examples.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.parley.examples.server.TestServer;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state of the page, wide and narrow, light and dark: a picture of it, and no violation found by axe. */
class LooksBrowserIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static TestServer server;

    private ChatPage page;
    private String look;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterEach
    void leave() {
        CHROMIUM.leave();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Takes the state as it is into the record. */
    private void is(String state) {
        Screenshots.take(page.tab(), look + "/" + state);
        Axe.check(page, state + ", " + look);
        // Nothing but long lines of code may be wider than the window, and those scroll by themselves.
        assertThat((boolean) page.tab().evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .as("%s, %s fits the width", state, look)
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"desktop,1280,800,LIGHT", "desktop,1280,800,DARK", "phone,390,844,LIGHT", "phone,390,844,DARK"})
    void everyStateCanBeUsedByAll(String device, int width, int height, ColorScheme scheme) {
        look = device + "-" + scheme.name().toLowerCase(Locale.ROOT);
        NewContextOptions options =
                new NewContextOptions().setViewportSize(width, height).setColorScheme(scheme);
        page = CHROMIUM.person(server.address(), options).open();
        boolean narrow = device.equals("phone");
        server.user("Dora " + look);

        is("sign-in");
        page.button("Create an account").click();
        is("register");
        page.button("I have an account").click();
        page.register("Ann", look + "@example.org");
        is("no-conversation");
        page.button("New conversation").click();
        page.newConversationDialog().getByLabel("Find people").fill("Dora " + look);
        assertThat(ChatPage.checkbox(page.newConversationDialog(), "Dora " + look))
                .isVisible();
        is("new-conversation");
        // In a field for searching, the key would empty the field.
        page.newConversationDialog().getByLabel("Title").press("Escape");
        page.create("Plans for the summer 山 صيف", false, "Dora " + look);
        is("no-message");

        page.send("Hello, 世界! שלום עולם 👩‍🚀🎉");
        page.send("A long line: " + "supercalifragilistic".repeat(12) + "\n\nand a short one");
        page.until(() ->
                page.messages().size() == 2 && page.messages().stream().noneMatch(message -> message.is("pending")));
        is("chat");
        page.action("Hello, 世界! שלום עולם 👩‍🚀🎉", "Reply").click();
        is("replying");
        page.button("Cancel reply").click();
        page.action("Hello, 世界! שלום עולם 👩‍🚀🎉", "Edit").click();
        is("editing");
        page.button("Cancel").click();
        page.action("Hello, 世界! שלום עולם 👩‍🚀🎉", "Delete").click();
        is("deleting");
        ChatPage.within(page.deleteDialog(), "Delete").click();
        assertThat(page.log().locator("article.redacted")).isVisible();
        is("deleted");
        if (narrow) {
            assertThat(page.conversations().first()).isHidden();
            page.back();
            assertThat(page.log()).isHidden();
        }
        assertThat(page.conversations()).hasCount(1);
        is("list");
        page.button("Account").click();
        is("account");
        page.button("Change password").click();
        is("change-password");
        page.button("Cancel").click();
        page.account("Sessions");
        assertThat(page.tab().getByText("this one")).isVisible();
        is("sessions");
    }
}
