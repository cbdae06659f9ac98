package dev.parley.examples.server.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The headers that every answer carries, errors included. The page puts its own in the place of two of them. */
public final class SecurityHeaders {

    private static final Map<String, String> HEADERS = new LinkedHashMap<>();

    static {
        HEADERS.put("X-Content-Type-Options", "nosniff");
        HEADERS.put("Referrer-Policy", "no-referrer");
        // An answer of the API loads nothing and is shown inside nothing.
        HEADERS.put(
                "Content-Security-Policy",
                "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        HEADERS.put("Cross-Origin-Opener-Policy", "same-origin");
        HEADERS.put("Cross-Origin-Resource-Policy", "same-origin");
        HEADERS.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        HEADERS.put("Cache-Control", "no-store");
    }

    private SecurityHeaders() {}

    /** Gives each header with its value. */
    public static void forEach(BiConsumer<String, String> sink) {
        HEADERS.forEach(sink);
    }
}
