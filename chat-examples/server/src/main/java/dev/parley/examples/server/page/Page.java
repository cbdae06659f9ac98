package dev.parley.examples.server.page;

import dev.parley.examples.server.http.Routes;
import dev.parley.web.headers.ContentSecurityPolicy;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The page, read once: its files lie in the class path beside this class. */
public final class Page {

    /** The document has one name for ever: whoever keeps it must ask whether it is still this one. */
    private static final Map<String, String> DOCUMENT_HEADERS =
            Map.of("Cache-Control", "no-cache", "Content-Security-Policy", ContentSecurityPolicy.page().value());

    /** A name stands for one content, so that it can be kept by anybody: browsers, proxies, a CDN. */
    private static final Map<String, String> ASSET_HEADERS =
            Map.of("Cache-Control", "public, max-age=31536000, immutable");

    private final Bundle bundle;

    private Page(Bundle bundle) {
        this.bundle = bundle;
    }

    /**
     * Reads the page.
     *
     * @return the page
     * @throws IllegalStateException if its files name each other in a circle, or one that is not there
     */
    public static Page load() {
        return new Page(Bundle.read(Page::resource));
    }

    private static Optional<byte[]> resource(String file) {
        try (InputStream in = Page.class.getResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the document and every asset to a server. */
    public void addTo(RoutesConfig routes) {
        Routes.get(routes, "/", new StaticAnswer(bundle.document(), DOCUMENT_HEADERS));
        for (Asset asset : bundle.assets()) {
            Routes.get(routes, Bundle.FOLDER + asset.name(), new StaticAnswer(asset, ASSET_HEADERS));
        }
    }
}
