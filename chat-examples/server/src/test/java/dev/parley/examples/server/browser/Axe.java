package dev.parley.examples.server.browser;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Checks a page with axe-core: the rules of WCAG 2.2, levels A and AA, and its best practices. */
final class Axe {

    private static final String SCRIPT = script();

    private Axe() {}

    private static String script() {
        try (InputStream in = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with every violation on the page as it is now. */
    static void check(ChatPage chat, String state) {
        Page page = chat.tab();
        page.evaluate("() => { if (!window.axe) {" + SCRIPT + "} }");
        String found = (String) page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })"
                + ".then((result) => JSON.stringify(result.violations))");
        List<String> violations = new ArrayList<>();
        for (JsonElement violation : new Gson().fromJson(found, JsonArray.class)) {
            violations.add(describe(violation.getAsJsonObject()));
        }
        if (!violations.isEmpty()) {
            throw new AssertionError("Axe on " + state + ":\n" + String.join("\n", violations));
        }
    }

    private static String describe(JsonObject violation) {
        StringBuilder text = new StringBuilder(violation.get("id").getAsString())
                .append(" (")
                .append(violation.get("impact"))
                .append("): ")
                .append(violation.get("help").getAsString());
        for (JsonElement node : violation.getAsJsonArray("nodes")) {
            JsonObject place = node.getAsJsonObject();
            text.append("\n    ")
                    .append(place.get("target"))
                    .append("  ")
                    .append(place.get("html").getAsString());
            text.append("\n        ")
                    .append(place.get("failureSummary").getAsString().replaceAll("\\s+", " "));
        }
        return text.toString();
    }
}
