package dev.parley.examples.server.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A browser profile, whose tabs share what they keep. Hears everything that a page complains about. */
final class Person {

    private static final Set<String> COMPLAINTS = Set.of("error", "warning", "assert");

    private final BrowserContext context;
    private final List<String> complaints = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();

    Person(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
        context.addInitScript("""
                addEventListener("securitypolicyviolation", (e) =>
                  console.error("policy violation: " + e.violatedDirective + " " + e.blockedURI + " " + e.sample));
                """);
        context.onConsoleMessage(this::hear);
        context.onWebError(error -> complaints.add("uncaught: " + error.error()));
        // Nothing on the page opens one of these; a text that is run as a script might.
        context.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        context.onPage(page -> {
            if (page.opener() != null) {
                complaints.add("window: " + page.url());
            }
        });
    }

    private void hear(ConsoleMessage message) {
        if (COMPLAINTS.contains(message.type())) {
            complaints.add(message.type() + ": " + message.text() + " (" + message.location() + ")");
        }
    }

    /** Lets complaints pass in which this is found. */
    void expect(String pattern) {
        expected.add(Pattern.compile(pattern));
    }

    /** Expects what the browser says of requests when the network is broken, whoever handles that. */
    Person withOutages() {
        expect("^error: Failed to load resource: net::ERR_");
        expect("^(error|warning): WebSocket connection to .* failed");
        expect("^error: Failed to load resource: the server responded with a status of 503");
        return this;
    }

    boolean hasHeard(String complaint) {
        return complaints.stream().anyMatch(heard -> heard.contains(complaint));
    }

    /** Opens the page in a tab. */
    ChatPage open() {
        Page page = context.newPage();
        page.navigate("/");
        return new ChatPage(page);
    }

    void takePictures(String name) {
        List<Page> pages = context.pages();
        for (int i = 0; i < pages.size(); i++) {
            Screenshots.take(pages.get(i), name + "-" + i);
        }
    }

    /** Closes every tab, and gives the complaints that were not expected. */
    List<String> leave() {
        context.close();
        return complaints.stream()
                .filter(complaint -> expected.stream()
                        .noneMatch(pattern -> pattern.matcher(complaint).find()))
                .toList();
    }
}
