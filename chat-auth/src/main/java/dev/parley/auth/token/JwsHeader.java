package dev.parley.auth.token;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a token says that matters here.
 *
 * @param segment the encoded header
 * @param algorithm its {@code alg}
 * @param keyId its {@code kid}, or null
 * @param type its {@code typ} as a media type in lower case without {@code application/}, or null
 */
record JwsHeader(
        String segment,
        String algorithm,
        @Nullable String keyId,
        @Nullable String type) {

    private static final Set<String> KEYS = Set.of("jwk", "jku", "x5c", "x5u");
    private static final Set<String> TEXTS = Set.of("kid", "typ", "cty");
    private static final String APPLICATION = "application/";

    /** Either a header or why there is none. */
    sealed interface Reading {}

    /**
     * A header that may go on.
     *
     * @param header the header
     */
    record Read(JwsHeader header) implements Reading {}

    /**
     * A header that may not.
     *
     * @param reason why
     */
    record Refused(JwtRejection reason) implements Reading {}

    /**
     * Reads a header (RFC 7515 section 4).
     *
     * @param compact a token
     * @param end where its header ends
     * @return the header, or why it is refused
     */
    static Reading read(String compact, int end) {
        byte[] json = Base64Url.decode(compact, 0, end);
        if (json == null) {
            return new Refused(JwtRejection.ENCODING);
        }
        Map<String, @Nullable Object> members;
        try {
            members = StrictJson.read(json);
        } catch (JsonRefused e) {
            return new Refused(e.duplicate() ? JwtRejection.DUPLICATE : JwtRejection.HEADER_MALFORMED);
        }
        JwtRejection problem = problem(members);
        if (problem != null) {
            return new Refused(problem);
        }
        return new Read(new JwsHeader(
                compact.substring(0, end),
                String.valueOf(members.get("alg")),
                (String) members.get("kid"),
                mediaType((String) members.get("typ"))));
    }

    private static @Nullable JwtRejection problem(Map<String, @Nullable Object> members) {
        if (members.containsKey("crit") || members.containsKey("b64")) {
            return JwtRejection.CRITICAL;
        }
        if (members.containsKey("enc")) {
            return JwtRejection.ENCRYPTED;
        }
        if (members.containsKey("zip")) {
            return JwtRejection.COMPRESSED;
        }
        if (KEYS.stream().anyMatch(members::containsKey)) {
            return JwtRejection.KEY_IN_HEADER;
        }
        if (TEXTS.stream().anyMatch(name -> members.containsKey(name) && !(members.get(name) instanceof String))) {
            return JwtRejection.HEADER_MALFORMED;
        }
        Object algorithm = members.get("alg");
        if (algorithm == null
                || (algorithm instanceof String text && text.trim().equalsIgnoreCase("none"))) {
            return JwtRejection.UNSIGNED;
        }
        return algorithm instanceof String ? null : JwtRejection.HEADER_MALFORMED;
    }

    /**
     * Brings a {@code typ} into one form (RFC 7515 section 4.1.9).
     *
     * @param type as it stands, or null
     * @return in lower case, without the prefix that may be left out
     */
    static @Nullable String mediaType(@Nullable String type) {
        if (type == null) {
            return null;
        }
        String lower = type.toLowerCase(java.util.Locale.ROOT);
        return lower.startsWith(APPLICATION) ? lower.substring(APPLICATION.length()) : lower;
    }
}
