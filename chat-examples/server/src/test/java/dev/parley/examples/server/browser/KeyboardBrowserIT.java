package dev.parley.examples.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.examples.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything can be done without a mouse. */
class KeyboardBrowserIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static TestServer server;

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

    @Test
    void fromTheFirstPageToADeletedMessage() {
        Person person = CHROMIUM.person(server.address());
        ChatPage ann = person.open();
        Keyboard keyboard = new Keyboard(ann);
        keyboard.reach(ann.button("Create an account")).press("Enter");
        keyboard.reach(ann.field("Name")).type("Ann").reach(ann.field("Email")).type("ann@example.org");
        keyboard.reach(ann.field("Password")).type(ChatPage.PASSWORD).press("Enter");
        ann.inChat();

        create(ann, keyboard);
        talk(ann, keyboard);
        change(ann, keyboard);
        // What was read may be told just when the session ends.
        person.expect("status of 401.*/read");
        signOut(ann, keyboard);
    }

    private static void create(ChatPage ann, Keyboard keyboard) {
        Locator dialog = ann.newConversationDialog();
        keyboard.reach(ann.button("New conversation")).press("Enter");
        assertThat(dialog).isVisible();
        keyboard.press("Escape");
        assertThat(dialog).isHidden();
        assertThat(ann.button("New conversation")).isFocused();
        keyboard.press("Enter");
        keyboard.reach(dialog.getByLabel("Title")).type("Notes");
        keyboard.reach(ChatPage.within(dialog, "Create")).press("Enter");
        ann.hasTitle("Notes");
    }

    private static void talk(ChatPage ann, Keyboard keyboard) {
        keyboard.reach(ann.composer())
                .type("one")
                .press("Shift+Enter")
                .type("two")
                .press("Enter");
        assertThat(ann.composer()).hasValue("");
        assertThat(ann.message("one\ntwo")).isVisible();
        // A message that is done takes the place of the pending one, and for an instant there is neither.
        ann.until(() -> ann.messages().size() == 1 && !ann.messages().get(0).is("pending"));
        assertThat(ann.texts()).containsExactly("one\ntwo");
        keyboard.type("three");
        keyboard.reach(ann.button("Send")).press("Enter");
        assertThat(ann.message("three")).isVisible();
        ann.until(() -> ann.messages().size() == 2 && !ann.messages().get(1).is("pending"));
    }

    private static void change(ChatPage ann, Keyboard keyboard) {
        reachAction(ann, keyboard, "three", "Edit").press("Enter");
        assertThat(ann.field("Edit message")).isFocused();
        keyboard.press("End").type(" and a half");
        keyboard.reach(ann.button("Save")).press("Enter");
        assertThat(ann.message("three and a half")).isVisible();

        reachAction(ann, keyboard, "one\ntwo", "Delete").press("Enter");
        assertThat(ann.deleteDialog()).isVisible();
        keyboard.reach(ChatPage.within(ann.deleteDialog(), "Delete")).press("Enter");
        assertThat(ann.deleteDialog()).isHidden();
        assertThat(ann.log().locator("article.redacted")).hasCount(1);

        reachAction(ann, keyboard, "three and a half", "Reply").press("Enter");
        keyboard.reach(ann.composer()).type("four").press("Enter");
        assertThat(ann.message("four").locator(".quote")).containsText("three and a half");
    }

    /** To the log, up in it, and on to what can be done with a message. */
    private static Keyboard reachAction(ChatPage ann, Keyboard keyboard, String message, String action) {
        keyboard.reachBack(ann.log()).reach(ann.message(message), "ArrowUp");
        return keyboard.reach(ChatPage.within(ann.message(message), action));
    }

    private static void signOut(ChatPage ann, Keyboard keyboard) {
        keyboard.reachBack(ann.button("Account")).press("Enter");
        Locator signOut = ann.tab().getByText("Sign out");
        keyboard.reach(signOut).press("Enter");
        assertThat(ann.field("Password")).isVisible();
        assertThat(ann.tab().getByRole(AriaRole.LOG).count()).isZero();
    }
}
