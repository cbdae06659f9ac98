package dev.parley.examples.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.parley.examples.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens end and are renewed, and nobody who writes notices. */
class RefreshBrowserIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    /** How long the page is told that a token lasts. The server's last an hour. */
    private static final int SECONDS = 4;

    private static final String CALLS = "**/api/refresh";

    private TestServer server;
    private Person annsBrowser;
    private ChatPage ann;

    /** The refresh tokens that were sent. */
    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void start() {
        server = TestServer.start();
        annsBrowser = CHROMIUM.person(server.address());
        ann = annsBrowser.open();
    }

    @AfterEach
    void leave() {
        try {
            CHROMIUM.leave();
        } finally {
            server.close();
        }
    }

    /** Has the page believe that its tokens last a few seconds. */
    private void haveTokensEndSoon() {
        BrowserContext context = ann.tab().context();
        context.route("**/api/login", RefreshBrowserIT::shorten);
        context.route(CALLS, route -> {
            JsonObject body = new Gson().fromJson(route.request().postData(), JsonObject.class);
            sent.add(body.get("refreshToken").getAsString());
            shorten(route);
        });
    }

    private static void shorten(Route route) {
        APIResponse answer = route.fetch();
        JsonObject body = new Gson().fromJson(answer.text(), JsonObject.class);
        body.addProperty("expiresIn", SECONDS);
        route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(body.toString()));
    }

    /** The page's own tokens. */
    private static Object stored(ChatPage page, String key) {
        return page.tab().evaluate("(key) => JSON.parse(localStorage.getItem('parley.session'))[key]", key);
    }

    private static void spoil(ChatPage page, String... keys) {
        page.tab().evaluate("""
                (keys) => {
                  const session = JSON.parse(localStorage.getItem("parley.session"));
                  keys.forEach((key) => (session[key] = "x" + session[key].slice(1)));
                  localStorage.setItem("parley.session", JSON.stringify(session));
                }""", keys);
    }

    private static void until(ChatPage page, BooleanSupplier condition) {
        page.tab().waitForCondition(condition, new Page.WaitForConditionOptions().setTimeout(60_000));
    }

    @Test
    void twoTabsGoOnThroughSeveralRenewals() {
        haveTokensEndSoon();
        List<String> live = new ArrayList<>();
        ann.tab().onWebSocket(socket -> socket.onFrameSent(frame -> {
            if (frame.text().startsWith("{\"auth\"")) {
                live.add(frame.text());
            }
        }));
        ann.register("Ann", "ann@example.org").create("Notes", false);
        ChatPage second = annsBrowser.open().inChat().enter("Notes");
        ann.hasLight("online");
        second.hasLight("online");
        watchLight(ann);
        watchLight(second);
        Object session = stored(ann, "id");
        List<String> texts = new ArrayList<>();
        int count = 0;
        while (sent.size() < 4) {
            texts.add("note " + count++);
            ChatPage writer = count % 2 == 0 ? ann : second;
            writer.send(texts.get(texts.size() - 1));
            writer.tab().waitForTimeout(500);
        }
        for (ChatPage page : new ChatPage[] {ann, second}) {
            until(
                    page,
                    () -> page.texts().size() >= texts.size()
                            && page.messages().stream().noneMatch(message -> message.is("pending")));
            assertThat(page.texts()).isEqualTo(texts);
            assertThat(page.tab().evaluate("() => window.lights")).isEqualTo(List.of());
        }
        assertThat(stored(ann, "id")).isEqualTo(session);
        // One tab renews for both, each time with the newest token.
        assertThat(sent).doesNotHaveDuplicates();
        // And the live connection goes on under each.
        assertThat(live).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    }

    private static void watchLight(ChatPage page) {
        page.tab().evaluate("""
                () => {
                  window.lights = [];
                  const light = document.querySelector("#light");
                  new MutationObserver(() => window.lights.push(light.dataset.state))
                    .observe(light, { attributes: true, attributeFilter: ["data-state"] });
                }""");
    }

    @Test
    void aCallThatIsRefusedIsRepeatedWithANewToken() {
        ann.register("Ann", "ann@example.org").create("Notes", false);
        ann.hasLight("online");
        annsBrowser.expect("status of 401");
        spoil(ann, "token");
        Object spoiled = stored(ann, "token");
        ann.send("in time");
        until(ann, () -> !ann.messages().get(0).is("pending"));
        assertThat(stored(ann, "token")).isNotEqualTo(spoiled);
        assertThat(ann.texts()).containsExactly("in time");
    }

    @Test
    void anOutageSignsNobodyOut() {
        haveTokensEndSoon();
        ann.register("Ann", "ann@example.org").create("Notes", false);
        ann.hasLight("online");
        annsBrowser.withOutages();
        List<String> refused = new ArrayList<>();
        ann.tab().context().route(CALLS, route -> {
            refused.add(route.request().url());
            if (refused.size() % 2 == 0) {
                route.abort();
            } else {
                route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("{\"code\": \"overloaded\"}"));
            }
        });
        until(ann, () -> refused.size() >= 2);
        ann.composer().fill("kept");
        ann.button("Send").click();
        until(ann, () -> refused.size() >= 6);
        assertThat(ann.log().locator("article.pending")).hasCount(1);
        ann.tab().context().unroute(CALLS);
        until(ann, () -> !ann.messages().get(0).is("pending"));
        assertThat(ann.texts()).containsExactly("kept");
        ann.hasLight("online");
    }

    @Test
    void aRefusalSignsOutAndKeepsWhatWaits() {
        ann.register("Ann", "ann@example.org").create("Notes", false);
        ann.hasLight("online");
        annsBrowser.withOutages().expect("status of 401");
        ann.tab().route("**/messages", Route::abort);
        ann.send("kept");
        spoil(ann, "token", "refreshToken");
        assertThat(ann.field("Password")).isVisible();
        ann.tab().unroute("**/messages");
        ann.signIn("ann@example.org", ChatPage.PASSWORD).inChat().enter("Notes");
        until(ann, () -> ann.messages().size() == 1 && !ann.messages().get(0).is("pending"));
        assertThat(ann.texts()).containsExactly("kept");
    }
}
