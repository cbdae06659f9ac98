package dev.parley.examples.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import dev.parley.examples.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the other tests rely on: faults that are planted in the page are stopped by its policy, and are noticed. */
class PageChecksBrowserIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Page open() {
        return CHROMIUM.person(server.address()).open().tab();
    }

    @Test
    void thePageAsItIsHasNoComplaint() {
        Page page = open();
        assertThat(page.locator("h1").count()).isPositive();
        page.waitForFunction("() => performance.getEntriesByType('resource').length >= 3");
        CHROMIUM.leave();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "console.error('oops') | oops",
                "setTimeout(() => { throw new Error('thrown') }) | thrown",
                "setTimeout(() => alert('hello')) | dialog: hello",
                "Promise.reject(new Error('rejected')) | rejected",
                "document.body.insertAdjacentText('beforeend', 'x'); fetch('http://127.0.0.1:9/') | connect-src",
                "document.body.innerHTML = '<b>x</b>' | TrustedHTML",
                "document.body.append(Object.assign(document.createElement('img'), {src: 'data:,'})) | img-src",
                "document.body.setAttribute('onclick', 'x()') | TrustedScript",
                "document.body.setAttribute('style', 'color: red') | style-src",
                "document.body.append(Object.assign(document.createElement('style'), {textContent: 'a {}'})) | style-src",
                "setTimeout(() => new Function('x()')) | eval"
            })
    void aFaultIsAComplaint(String script, String complaint) {
        Person person = CHROMIUM.person(server.address());
        Page page = person.open().tab();
        page.evaluate("async () => { try { " + script + " } catch (e) { console.error(String(e)) } }");
        page.waitForCondition(() -> person.hasHeard(complaint));
        assertThatThrownBy(CHROMIUM::leave).isInstanceOf(AssertionError.class).hasMessageContaining(complaint);
    }

    @Test
    void axeFindsWhatIsWrong() {
        Page page = open();
        page.evaluate("() => document.body.append(document.createElement('button'))");
        ChatPage chat = new ChatPage(page);
        assertThatThrownBy(() -> Axe.check(chat, "a page with a nameless button"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("button-name")
                .hasMessageContaining("<button></button>");
        CHROMIUM.leave();
    }
}
