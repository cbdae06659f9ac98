package dev.parley.web.headers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The value of {@code Content-Security-Policy}, CSP Level 3. Can't be made to allow inline scripts or styles, nor
 * {@code eval}: what must be inline is named by a nonce or by its hash. Immutable.
 */
public final class ContentSecurityPolicy {

    private static final ContentSecurityPolicy API = builder()
            .allow(CspDirective.DEFAULT_SRC, "'none'")
            .allow(CspDirective.BASE_URI, "'none'")
            .allow(CspDirective.FORM_ACTION, "'none'")
            .allow(CspDirective.FRAME_ANCESTORS, "'none'")
            .build();

    private static final ContentSecurityPolicy PAGE = builder()
            .allow(CspDirective.DEFAULT_SRC, "'self'")
            .allow(CspDirective.SCRIPT_SRC, "'self'")
            .allow(CspDirective.STYLE_SRC, "'self'")
            .allow(CspDirective.IMG_SRC, "'self'")
            .allow(CspDirective.CONNECT_SRC, "'self'")
            .allow(CspDirective.OBJECT_SRC, "'none'")
            .allow(CspDirective.BASE_URI, "'none'")
            .allow(CspDirective.FORM_ACTION, "'none'")
            .allow(CspDirective.FRAME_ANCESTORS, "'none'")
            .allow(CspDirective.REQUIRE_TRUSTED_TYPES_FOR, "'script'")
            .allow(CspDirective.TRUSTED_TYPES, "'none'")
            .build();

    private final Map<CspDirective, List<String>> sources;
    private final Set<CspDirective> withNonce;

    private ContentSecurityPolicy(Map<CspDirective, List<String>> sources, Set<CspDirective> withNonce) {
        this.sources = sources;
        this.withNonce = withNonce;
    }

    /** {@return for answers that are no documents: they load nothing and are shown inside nothing} */
    public static ContentSecurityPolicy api() {
        return API;
    }

    /** {@return for a page whose every file is the server's own: nothing inline, nothing foreign, Trusted Types} */
    public static ContentSecurityPolicy page() {
        return PAGE;
    }

    /** {@return a builder of an empty policy} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that begins with this policy} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        sources.forEach((directive, list) -> builder.sources.put(directive, new ArrayList<>(list)));
        builder.withNonce.addAll(withNonce);
        return builder;
    }

    /** {@return whether a directive names a nonce, so that each answer needs a value of its own} */
    public boolean needsNonce() {
        return !withNonce.isEmpty();
    }

    /**
     * The value, for all answers.
     *
     * @return the value of the field
     * @throws IllegalStateException if the policy needs a nonce
     */
    public String value() {
        if (needsNonce()) {
            throw new IllegalStateException("the policy needs a nonce for each answer");
        }
        return join("");
    }

    /**
     * The value, for one answer.
     *
     * @param nonce of that answer
     * @return the value of the field
     */
    public String value(CspNonce nonce) {
        return join(" 'nonce-" + nonce.value() + "'");
    }

    private String join(String nonce) {
        return sources.entrySet().stream()
                .map(entry -> entry.getKey().keyword()
                        + entry.getValue().stream().map(source -> " " + source).collect(Collectors.joining())
                        + (withNonce.contains(entry.getKey()) ? nonce : ""))
                .collect(Collectors.joining("; "));
    }

    @Override
    public String toString() {
        return join(" 'nonce-…'");
    }

    /** Makes policies. Not thread-safe. */
    public static final class Builder {

        private final Map<CspDirective, List<String>> sources = new EnumMap<>(CspDirective.class);
        private final Set<CspDirective> withNonce = EnumSet.noneOf(CspDirective.class);

        private Builder() {}

        /**
         * Sets a directive, in the place of what it said before.
         *
         * @param directive the directive
         * @param values its sources; none for a directive that has none
         * @return this builder
         * @throws IllegalArgumentException if a source is malformed, or gives up what the directive is for:
         *     {@code 'unsafe-…'} and {@code *} anywhere; {@code data:}, {@code blob:} and whole schemes for code
         */
        public Builder allow(CspDirective directive, String... values) {
            List<String> list = List.of(values);
            list.forEach(directive::check);
            if (list.contains("'none'") && list.size() > 1) {
                throw new IllegalArgumentException("'none' must stand alone in " + directive.keyword());
            }
            sources.put(directive, new ArrayList<>(list));
            return this;
        }

        /**
         * Lets what carries the nonce of the answer be run or shown.
         *
         * @param directive {@code script-src} or {@code style-src}
         * @return this builder
         * @throws IllegalArgumentException for another directive
         */
        public Builder withNonce(CspDirective directive) {
            if (directive != CspDirective.SCRIPT_SRC && directive != CspDirective.STYLE_SRC) {
                throw new IllegalArgumentException("a nonce is for script-src and style-src");
            }
            sources.computeIfAbsent(directive, absent -> new ArrayList<>()).remove("'none'");
            withNonce.add(directive);
            return this;
        }

        /** {@return the policy} */
        public ContentSecurityPolicy build() {
            Map<CspDirective, List<String>> copy = new EnumMap<>(CspDirective.class);
            sources.forEach((directive, list) -> copy.put(directive, List.copyOf(list)));
            return new ContentSecurityPolicy(copy, Set.copyOf(withNonce));
        }
    }
}
