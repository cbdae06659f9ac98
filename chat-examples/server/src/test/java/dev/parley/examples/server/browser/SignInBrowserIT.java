package dev.parley.examples.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.parley.auth.totp.Totp;
import dev.parley.core.auth.Secret;
import dev.parley.examples.server.TestServer;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What signing in asks for and says, beside a name and a password. */
class SignInBrowserIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String EMAIL = "ann@example.org";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String WRONG = "not the password of hers";

    private TestServer server;
    private Person annsBrowser;
    private ChatPage ann;

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

    private static Locator alert(ChatPage page) {
        return page.tab().getByRole(AriaRole.ALERT);
    }

    @Test
    void fieldsSayWhatTheyAreFor() {
        assertThat(ann.field("Email")).hasAttribute("autocomplete", "username");
        assertThat(ann.field("Password")).hasAttribute("autocomplete", "current-password");
        assertThat(ann.field("Password")).hasAttribute("type", "password");
        assertThat(ann.field("One-time code")).isHidden();
        ann.button("Create an account").click();
        assertThat(ann.field("Password")).hasAttribute("autocomplete", "new-password");
        assertThat(ann.field("Password")).hasAttribute("type", "password");
        assertThat(ann.tab().getByText("At least 15 characters")).isVisible();
    }

    @Test
    void aPasswordThatManyHaveIsRefusedWithTheReason() {
        annsBrowser.expect("status of 400");
        ann.button("Create an account").click();
        ann.field("Name").fill("Ann");
        ann.field("Email").fill(EMAIL);
        ann.field("Password").fill("passwordpassword");
        ann.button("Create account").click();
        assertThat(alert(ann)).containsText("Use something less common");
        ann.field("Password").fill(ChatPage.PASSWORD);
        ann.button("Create account").click();
        ann.inChat();
    }

    @Test
    void aSecondFactorIsAskedForWhereThereIsOne() {
        ann.register("Ann", EMAIL);
        List<String> codes = enrol();
        ann.signOut();
        annsBrowser.expect("status of 401");
        ann.signIn(EMAIL, ChatPage.PASSWORD);
        Locator code = ann.field("One-time code");
        assertThat(code).isFocused();
        assertThat(code).hasAttribute("autocomplete", "one-time-code");
        Screenshots.take(ann.tab(), "one-time-code");
        Axe.check(ann, "a one-time code is asked for");
        code.fill("000000x");
        code.press("Enter");
        assertThat(alert(ann)).containsText("the code is wrong");
        code.fill(" " + codes.get(0) + " ");
        code.press("Enter");
        ann.inChat();
    }

    /** Sets up a second factor, which the page can't, and gives its recovery codes. */
    private List<String> enrol() {
        Object enrolment = call("/totp/enrol", "{\"password\":\"" + ChatPage.PASSWORD + "\"}");
        String secret = String.valueOf(ann.tab().evaluate("(enrolment) => enrolment.secret", enrolment));
        String password = passwordOf(secret);
        call("/totp/confirm", "{\"totp\":\"" + password + "\"}");
        Object codes = ann.tab().evaluate("(enrolment) => enrolment.recoveryCodes", enrolment);
        return ((List<?>) codes).stream().map(String::valueOf).toList();
    }

    /** What an app would show now. */
    private static String passwordOf(String secret) {
        BigInteger bits = BigInteger.ZERO;
        for (int i = 0; i < secret.length(); i++) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(secret.charAt(i))));
        }
        int bytes = secret.length() * 5 / 8;
        byte[] number = bits.shiftRight(secret.length() * 5 % 8).toByteArray();
        byte[] key = new byte[bytes];
        int count = Math.min(bytes, number.length);
        System.arraycopy(number, number.length - count, key, bytes - count, count);
        return new Totp().passwordAt(Secret.of(key), Totp.stepAt(Instant.now()));
    }

    private Object call(String path, String body) {
        return ann.tab().evaluate("""
                async ([path, body]) => {
                  const { token } = JSON.parse(localStorage.getItem("parley.session"));
                  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
                  const response = await fetch(`/api${path}`, { method: "POST", headers, body });
                  return response.status === 204 ? null : response.json();
                }""", List.of(path, body));
    }

    @Test
    void whoGuessesIsToldHowLongToWaitAndTheKnownDeviceGetsIn() {
        ann.register("Ann", EMAIL).signOut();
        Person guesser = CHROMIUM.person(server.address());
        guesser.expect("status of 4(01|29)");
        ChatPage page = guesser.open();
        Locator throttled = alert(page).filter(new Locator.FilterOptions().setHasText("too many attempts"));
        for (int i = 0; i < 10 && throttled.count() == 0; i++) {
            page.tab().waitForResponse("**/api/login", () -> page.signIn(EMAIL, WRONG));
            assertThat(page.button("Sign in")).isEnabled();
        }
        assertThat(throttled).containsText(Pattern.compile("Wait \\d+ (second|minute)s?, then"));
        page.signIn(EMAIL, ChatPage.PASSWORD);
        assertThat(throttled).isVisible();
        ann.signIn(EMAIL, ChatPage.PASSWORD).inChat();
    }
}
