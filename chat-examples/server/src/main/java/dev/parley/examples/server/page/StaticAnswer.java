package dev.parley.examples.server.page;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Answers with a file that stays as it is while the server runs. What is in it is no secret, so compressing is safe. */
final class StaticAnswer implements Handler {

    private static final int NOT_MODIFIED = 304;
    private static final Pattern ENTITY_TAG = Pattern.compile("\"[^\"]*\"");
    private static final Pattern CODING =
            Pattern.compile("\\s*(?<name>[^\\s;]+)\\s*(?:;\\s*q=(?<q>[0-9.]+)\\s*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ZERO = Pattern.compile("0(?:\\.0*)?");

    private final Asset asset;
    private final Map<String, String> headers;

    /**
     * An answer.
     *
     * @param asset the file
     * @param headers its headers, beside those that follow from the file
     */
    StaticAnswer(Asset asset, Map<String, String> headers) {
        this.asset = asset;
        this.headers = headers;
    }

    @Override
    public void handle(Context ctx) {
        boolean gzip = acceptsGzip(values(ctx, "Accept-Encoding"));
        Representation chosen = gzip ? asset.gzip() : asset.plain();
        headers.forEach(ctx::header);
        ctx.header("Vary", "Accept-Encoding").header("ETag", chosen.entityTag());
        // On a 304 too: a cache that takes its headers over must not come to think that the file is plain text.
        ctx.contentType(asset.kind().mediaType());
        if (isKnown(chosen, values(ctx, "If-None-Match"))) {
            ctx.status(NOT_MODIFIED);
            // Left to itself, Jetty would say 0, which RFC 9110 §8.6 forbids.
            ctx.res().setContentLengthLong(chosen.bytes().length);
            return;
        }
        if (gzip) {
            ctx.header("Content-Encoding", "gzip");
        }
        ctx.result(chosen.bytes());
    }

    /** The lines of a header as the one list that they are. */
    private static String values(Context ctx, String name) {
        return String.join(",", Collections.list(ctx.req().getHeaders(name)));
    }

    /** Compares weakly, as RFC 9110 §13.1.2 wants: caches may have weakened the tag. */
    private static boolean isKnown(Representation chosen, String tags) {
        return tags.strip().equals("*")
                || ENTITY_TAG
                        .matcher(tags)
                        .results()
                        .anyMatch(tag -> tag.group().equals(chosen.entityTag()));
    }

    private static boolean acceptsGzip(String codings) {
        Map<String, Boolean> accepted = Arrays.stream(codings.split(",", -1))
                .map(CODING::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(StaticAnswer::name, StaticAnswer::isAccepted, (one, other) -> one));
        return accepted.getOrDefault("gzip", accepted.getOrDefault("*", false));
    }

    private static String name(Matcher coding) {
        return coding.group("name").toLowerCase(Locale.ROOT);
    }

    private static boolean isAccepted(Matcher coding) {
        String q = coding.group("q");
        return q == null || !ZERO.matcher(q).matches();
    }
}
