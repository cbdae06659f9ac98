package dev.parley.web.client;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one element of {@code Forwarded} (RFC 7239, section 4): pairs with semicolons between them. */
final class ForwardedElement {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private final String text;
    private int at;

    private ForwardedElement(String text) {
        this.text = text;
    }

    /** {@return what it says; malformed as a whole if anything in it is, or if {@code for} is not there} */
    static Hop read(String text) {
        return new ForwardedElement(text)
                .pairs()
                .flatMap(pairs -> Optional.ofNullable(pairs.get("for")).map(node -> hop(node, pairs)))
                .orElse(Hop.MALFORMED);
    }

    private static Hop hop(String node, Map<String, String> pairs) {
        return Hop.node(node).with(pairs.get("proto"), pairs.get("host"));
    }

    private Optional<Map<String, String>> pairs() {
        Map<String, String> pairs = new HashMap<>();
        while (at < text.length()) {
            if (text.charAt(at) == ';') {
                at++;
                continue;
            }
            String name = token().toLowerCase(Locale.ROOT);
            if (name.isEmpty() || at == text.length() || text.charAt(at++) != '=') {
                return Optional.empty();
            }
            String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
            boolean ended = at == text.length() || text.charAt(at) == ';';
            if (value == null || value.isEmpty() || !ended || pairs.put(name, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(pairs);
    }

    private String token() {
        int from = at;
        while (at < text.length() && isToken(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private @Nullable String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at == text.length() || Character.isISOControl(text.charAt(at))) {
                return null;
            }
            value.append(text.charAt(at++));
        }
        if (at == text.length()) {
            return null;
        }
        at++;
        return value.toString();
    }

    private static boolean isToken(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0);
    }
}
