package dev.parley.examples.server.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** Pictures of the page, kept with what the build makes. */
final class Screenshots {

    private static final Path FOLDER = Path.of(System.getProperty("parley.screenshots", "target/screenshots"));

    private Screenshots() {}

    static void take(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }
}
