package dev.parley.examples.server.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The browser of this machine, and the people who sit at it. Where there is none, the tests of a class are skipped. */
final class Chromium implements BeforeAllCallback, AfterTestExecutionCallback {

    static final double PATIENCE_MILLIS = 15_000;

    private static final String PROPERTY = "parley.chromium";

    private final List<Person> people = new ArrayList<>();
    private @Nullable Browser browser;

    /**
     * The process of the browser, and what drives it.
     *
     * @param playwright the driver
     * @param browser the browser
     */
    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        static Running launch() {
            Path executable = find().orElseGet(() -> Assumptions.abort("There is no Chromium on the PATH: install it "
                    + "(Debian: apt-get install chromium fonts-droid-fallback fonts-noto-color-emoji), or set -D"
                    + PROPERTY + " to where it is"));
            Map<String, String> noDownload = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
            Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(noDownload));
            return new Running(
                    playwright, playwright.chromium().launch(new LaunchOptions().setExecutablePath(executable)));
        }

        @Override
        public void close() {
            playwright.close();
        }
    }

    /** Takes the one browser of all classes, which ends with the last of them. */
    @Override
    public void beforeAll(ExtensionContext context) {
        browser = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Chromium.class))
                .computeIfAbsent(Running.class, key -> Running.launch(), Running.class)
                .browser();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    private static Optional<Path> find() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Somebody with a browser of their own, at the page of a server. */
    Person person(URI server) {
        return person(server, new NewContextOptions().setTimezoneId("UTC"));
    }

    Person person(URI server, NewContextOptions options) {
        options.setBaseURL(server.toString()).setLocale("en-GB");
        Person person = new Person(browser.newContext(options));
        people.add(person);
        return person;
    }

    /** Everybody leaves; fails if a page of theirs complained about anything that was not to be expected. */
    void leave() {
        List<String> complaints = new ArrayList<>();
        people.forEach(person -> complaints.addAll(person.leave()));
        people.clear();
        if (!complaints.isEmpty()) {
            throw new AssertionError("The page complained:\n" + String.join("\n", complaints));
        }
    }

    /** Keeps what a test saw that failed. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            String test = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
            for (int i = 0; i < people.size(); i++) {
                people.get(i).takePictures("failed/" + test.replaceAll("[^\\w.]+", "_") + "-" + i);
            }
        }
    }
}
