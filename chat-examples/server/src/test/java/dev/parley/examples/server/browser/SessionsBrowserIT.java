package dev.parley.examples.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.examples.server.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ann is signed in on two devices, sees that, and ends it on one or on both. */
class SessionsBrowserIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String EMAIL = "ann@example.org";
    private static final String OTHER_PASSWORD = "seven purple walruses juggle";

    private TestServer server;
    private Person annsDesk;
    private Person annsPhone;
    private ChatPage desk;
    private ChatPage phone;

    @BeforeEach
    void signIn() {
        server = TestServer.start();
        annsDesk = CHROMIUM.person(server.address());
        annsPhone = CHROMIUM.person(server.address());
        desk = annsDesk.open().register("Ann", EMAIL);
        phone = annsPhone.open().signIn(EMAIL, ChatPage.PASSWORD).inChat();
        desk.hasLight("online");
        phone.hasLight("online");
    }

    @AfterEach
    void leave() {
        try {
            CHROMIUM.leave();
        } finally {
            server.close();
        }
    }

    private static Locator list(ChatPage page) {
        return page.tab().getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Where you are signed in"));
    }

    private static Locator sessions(ChatPage page) {
        return list(page).getByRole(AriaRole.LISTITEM);
    }

    private static Locator openSessions(ChatPage page) {
        page.account("Sessions");
        return sessions(page);
    }

    /** Calls are refused, and so is the refresh that follows; a socket that was just being opened is given up. */
    private static void mayBeRefused(Person person) {
        person.expect("status of 401");
        person.expect("^warning: WebSocket connection to .* closed before the connection is established");
    }

    @Test
    void whereOneIsSignedInIsShownAndEndsOneByOne() {
        Locator list = openSessions(desk);
        assertThat(list).hasCount(2);
        assertThat(list.first()).containsText("this one");
        assertThat(list.first()).containsText("Chrome on Linux");
        assertThat(list.last()).containsText("127.0.0.1");
        assertThat(ChatPage.within(list.first(), "Sign out Chrome on Linux")).hasCount(0);
        mayBeRefused(annsPhone);
        ChatPage.within(list.last(), "Sign out Chrome on Linux").click();
        assertThat(list).hasCount(1);
        assertThat(phone.field("Password")).isVisible();
        assertThat(phone.tab().getByRole(AriaRole.ALERT)).containsText("You were signed out");
        assertThat(desk.button("Sign out everywhere else")).isHidden();
        phone.signIn(EMAIL, ChatPage.PASSWORD).inChat();
    }

    @Test
    void everywhereElseLeavesThisOne() {
        ChatPage secondTab = annsDesk.open().inChat();
        Locator list = openSessions(desk);
        mayBeRefused(annsPhone);
        desk.button("Sign out everywhere else").click();
        assertThat(list).hasCount(1);
        assertThat(phone.field("Password")).isVisible();
        desk.button("Close").click();
        desk.create("Notes", false).send("Still here");
        secondTab.enter("Notes");
        assertThat(secondTab.message("Still here")).isVisible();
    }

    @Test
    void everywhereEndsWithTheSignInPage() {
        ChatPage secondTab = annsDesk.open().inChat();
        openSessions(desk);
        mayBeRefused(annsDesk);
        mayBeRefused(annsPhone);
        desk.button("Sign out everywhere").click();
        assertThat(desk.field("Password")).isVisible();
        assertThat(secondTab.field("Password")).isVisible();
        assertThat(phone.field("Password")).isVisible();
        desk.tab().reload();
        assertThat(desk.field("Password")).isVisible();
    }

    @Test
    void allOfItNeedsNoMouse() {
        Keyboard keyboard = new Keyboard(desk);
        keyboard.reach(desk.button("Account")).press("Enter");
        keyboard.reach(desk.button("Sessions")).press("Enter");
        Locator list = sessions(desk);
        assertThat(list).hasCount(2);
        mayBeRefused(annsPhone);
        keyboard.reach(ChatPage.within(list.last(), "Sign out Chrome on Linux")).press("Enter");
        assertThat(list).hasCount(1);
        // What had the focus is gone; it must not fall out of the dialog.
        assertThat(list(desk)).isFocused();
        keyboard.reach(desk.button("Close")).press("Enter");
        assertThat(desk.button("Account")).isFocused();
        assertThat(phone.field("Password")).isVisible();
    }

    @Test
    void aNewPasswordSignsOutEverywhereElse() {
        annsDesk.expect("status of 40[03]");
        desk.account("Change password");
        change("not the password of hers", OTHER_PASSWORD);
        assertThat(desk.tab().getByRole(AriaRole.ALERT)).hasText("The current password is wrong.");
        change(ChatPage.PASSWORD, "passwordpassword");
        assertThat(desk.tab().getByRole(AriaRole.ALERT)).containsText("Use something less common");
        mayBeRefused(annsPhone);
        change(ChatPage.PASSWORD, OTHER_PASSWORD);
        desk.button("Close").click();
        assertThat(phone.field("Password")).isVisible();
        phone.signIn(EMAIL, OTHER_PASSWORD).inChat();
        desk.create("Notes", false).send("Still here");
    }

    private void change(String current, String next) {
        desk.field("Current password").fill(current);
        desk.field("New password").fill(next);
        desk.button("Change").click();
    }
}
