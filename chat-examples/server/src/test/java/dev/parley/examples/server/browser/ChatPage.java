package dev.parley.examples.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.examples.server.Client;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** What a person does on the page and sees there, by the names that a screen reader gives things. */
final class ChatPage {

    static final String PASSWORD = Client.PASSWORD;

    private final Page page;

    ChatPage(Page page) {
        this.page = page;
    }

    Page tab() {
        return page;
    }

    // Signing in

    ChatPage register(String name, String email) {
        button("Create an account").click();
        field("Name").fill(name);
        field("Email").fill(email);
        field("Password").fill(PASSWORD);
        button("Create account").click();
        return inChat();
    }

    ChatPage signIn(String email, String password) {
        field("Email").fill(email);
        field("Password").fill(password);
        button("Sign in").click();
        return this;
    }

    /** Waits until the page has decided, and tells which it is. */
    boolean isSignedOut() {
        Locator form = field("Password");
        assertThat(form.or(button("Account")).first()).isVisible();
        return form.isVisible();
    }

    void signOut() {
        button("Account").click();
        page.getByText("Sign out", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(field("Password")).isVisible();
    }

    /** Opens what there is about one's account. */
    void account(String button) {
        button("Account").click();
        button(button).click();
    }

    /** Waits until the chat is there. */
    ChatPage inChat() {
        assertThat(button("Account")).isVisible();
        return this;
    }

    /** Waits for a light: online, connecting or offline. */
    void hasLight(String state) {
        assertThat(page.locator("#light")).hasAttribute("data-state", state, within(30));
    }

    private static HasAttributeOptions within(int seconds) {
        return new HasAttributeOptions().setTimeout(seconds * 1000);
    }

    // Conversations

    Locator conversations() {
        return named(AriaRole.NAVIGATION, "Conversations").locator("a.conversation");
    }

    Locator conversation(String title) {
        return conversations().filter(new Locator.FilterOptions().setHasText(title));
    }

    /** How many messages of a conversation the list says are unread. */
    Locator unread(String title) {
        return conversation(title).locator(".unread");
    }

    Locator newConversationDialog() {
        return named(AriaRole.DIALOG, "New conversation");
    }

    ChatPage create(String title, boolean bot, String... people) {
        button("New conversation").click();
        Locator dialog = newConversationDialog();
        dialog.getByLabel("Title").fill(title);
        for (String person : people) {
            dialog.getByLabel("Find people").fill(person);
            checkbox(dialog, person).check();
        }
        if (bot) {
            checkbox(dialog, "Invite the bot").check();
        }
        dialog.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Create").setExact(true))
                .click();
        assertThat(dialog).isHidden();
        return hasTitle(title);
    }

    static Locator checkbox(Locator dialog, String name) {
        return dialog.getByRole(
                AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    ChatPage enter(String title) {
        conversation(title).click();
        return hasTitle(title);
    }

    Locator title(String title) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(title).setExact(true));
    }

    ChatPage hasTitle(String title) {
        assertThat(title(title)).isVisible();
        return this;
    }

    void back() {
        named(AriaRole.LINK, "Back to conversations").click();
    }

    // Messages

    Locator log() {
        return named(AriaRole.LOG, "Messages");
    }

    Locator articles() {
        return log().locator("article.message");
    }

    /** The messages with exactly this text, but for white space. */
    Locator message(String text) {
        // The browser's patterns know no quoting.
        String quoted = text.strip().replaceAll("[^\\p{L}\\p{N}\\s]", "\\\\$0").replaceAll("\\s+", "\\\\s+");
        Locator exactly = page.locator(".text")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + quoted + "\\s*$")));
        return articles().filter(new Locator.FilterOptions().setHas(exactly));
    }

    /** Everything that is on the page, at one moment. */
    List<Shown> messages() {
        Object read = log().evaluate("(log) => [...log.querySelectorAll('article.message')].map(" + Shown.READER + ")");
        return ((List<?>) read).stream().map(Shown::of).toList();
    }

    List<String> texts() {
        return messages().stream().map(Shown::text).toList();
    }

    Locator composer() {
        return field("Message");
    }

    void send(String text) {
        composer().fill(text);
        button("Send").click();
        assertThat(composer()).hasValue("");
    }

    /** Opens what can be done with a message, and gives one of its buttons. */
    Locator action(String text, String name) {
        message(text).hover();
        return within(message(text), name);
    }

    void edit(String text, String other) {
        action(text, "Edit").click();
        field("Edit message").fill(other);
        button("Save").click();
        assertThat(message(other)).isVisible();
    }

    Locator deleteDialog() {
        return named(AriaRole.DIALOG, "Delete message?");
    }

    void delete(String text) {
        action(text, "Delete").click();
        within(deleteDialog(), "Delete").click();
        assertThat(deleteDialog()).isHidden();
    }

    void reply(String text, String answer) {
        action(text, "Reply").click();
        assertThat(page.locator(".replying")).isVisible();
        send(answer);
        assertThat(page.locator(".replying")).isHidden();
    }

    // Anything

    Locator button(String name) {
        return named(AriaRole.BUTTON, name);
    }

    /** A field by its label, after which a hint may stand, even without a space. */
    Locator field(String label) {
        return page.getByLabel(Pattern.compile("^\\s*" + label + "(?![a-z])"));
    }

    private Locator named(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator within(Locator place, String button) {
        return place.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    /** Waits until something is so. */
    void until(BooleanSupplier condition) {
        page.waitForCondition(condition);
    }
}
