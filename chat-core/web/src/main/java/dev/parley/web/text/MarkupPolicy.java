package dev.parley.web.text;

import java.util.Locale;
import java.util.function.Predicate;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** The HTML of users that a host may render, decided by the OWASP sanitiser. */
final class MarkupPolicy {

    private static final String[] ELEMENTS = {
        "p",
        "br",
        "hr",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "del",
        "ins",
        "sub",
        "sup",
        "small",
        "mark",
        "code",
        "pre",
        "kbd",
        "samp",
        "blockquote",
        "q",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6"
    };

    private MarkupPolicy() {}

    static PolicyFactory create(boolean images) {
        HtmlPolicyBuilder builder = new HtmlPolicyBuilder()
                .allowElements(ELEMENTS)
                .allowElements("a")
                .allowUrlProtocols("https", "http", "mailto")
                .allowAttributes("href")
                .matching(absolute("https://", "http://", "mailto:"))
                .onElements("a")
                .requireRelsOnLinks("nofollow", "noopener", "noreferrer");
        if (images) {
            builder.allowElements("img")
                    .allowAttributes("src")
                    .matching(absolute("https://"))
                    .onElements("img")
                    .allowAttributes("alt")
                    .onElements("img");
        }
        return builder.toFactory();
    }

    /** Relative ones would reach the host's own pages. */
    private static Predicate<String> absolute(String... begins) {
        return address -> {
            String lower = address.strip().toLowerCase(Locale.ROOT);
            for (String begin : begins) {
                if (lower.startsWith(begin)) {
                    return true;
                }
            }
            return false;
        };
    }
}
