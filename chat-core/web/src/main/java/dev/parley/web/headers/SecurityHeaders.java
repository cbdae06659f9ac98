package dev.parley.web.headers;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The header fields that every answer carries, errors and redirects included: after the OWASP list of July 2026. To be
 * set before a request is handled, so that no path of an answer misses them. Immutable.
 *
 * <p>There is no {@code X-XSS-Protection}: the filter that it was for did harm, and is gone from browsers.
 */
public final class SecurityHeaders {

    private static final Duration TWO_YEARS = Duration.ofDays(730);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[!-~](?:[ -~]{0,4094}[!-~])?");
    private static final String CSP = "Content-Security-Policy";
    private static final String HSTS = "Strict-Transport-Security";
    /** They would tell what to attack, or bring back what browsers gave up. */
    private static final Set<String> REFUSED = Set.of("server", "x-powered-by", "x-xss-protection");

    private static final String PERMISSIONS = "accelerometer=(), autoplay=(), camera=(), display-capture=(), "
            + "encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
            + "midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), "
            + "sync-xhr=(), usb=(), xr-spatial-tracking=()";

    private final ContentSecurityPolicy policy;
    private final Map<String, String> plain;
    private final Map<String, String> secure;

    private SecurityHeaders(ContentSecurityPolicy policy, Map<String, String> plain) {
        this.policy = policy;
        this.plain = Collections.unmodifiableMap(plain);
        Map<String, String> withTransport = new LinkedHashMap<>(plain);
        withTransport.putIfAbsent(HSTS, "max-age=" + TWO_YEARS.toSeconds() + "; includeSubDomains");
        this.secure = Collections.unmodifiableMap(withTransport);
    }

    /** {@return those of answers that are no documents} */
    public static SecurityHeaders api() {
        return with(ContentSecurityPolicy.api());
    }

    /**
     * Those of a page. Its answers are not stored either, unless {@link #with(String, String)} says another
     * {@code Cache-Control}.
     *
     * @param policy what the page may load and run
     * @return the fields
     */
    public static SecurityHeaders page(ContentSecurityPolicy policy) {
        return with(policy);
    }

    private static SecurityHeaders with(ContentSecurityPolicy policy) {
        Map<String, String> fields = new LinkedHashMap<>();
        // In its place, so that the order is the same with a nonce.
        fields.put(CSP, policy.needsNonce() ? "" : policy.value());
        fields.put("X-Content-Type-Options", "nosniff");
        // For browsers that do not know frame-ancestors.
        fields.put("X-Frame-Options", "DENY");
        fields.put("Referrer-Policy", "no-referrer");
        fields.put("Permissions-Policy", PERMISSIONS);
        fields.put("Cross-Origin-Opener-Policy", "same-origin");
        fields.put("Cross-Origin-Resource-Policy", "same-origin");
        fields.put("Cache-Control", "no-store");
        return new SecurityHeaders(policy, fields);
    }

    /**
     * The same with one field more, or with another value of one.
     *
     * @param name the name of the field, as it is written in {@link #fields(boolean)} if it is there
     * @param value its value, 1 to 4,096 printable ASCII characters
     * @return the fields
     * @throws IllegalArgumentException for a malformed name or value, for fields that this class decides
     *     ({@code Content-Security-Policy}, {@code Strict-Transport-Security}), and for {@code Server},
     *     {@code X-Powered-By} and {@code X-XSS-Protection}
     */
    public SecurityHeaders with(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("a header field must be a token and printable ASCII");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (REFUSED.contains(lower) || name.equalsIgnoreCase(CSP) || name.equalsIgnoreCase(HSTS)) {
            throw new IllegalArgumentException("the field " + lower + " can't be set here");
        }
        Map<String, String> fields = new LinkedHashMap<>(plain);
        fields.keySet().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .ifPresentOrElse(known -> fields.put(known, value), () -> fields.put(name, value));
        return new SecurityHeaders(policy, fields);
    }

    /**
     * The fields of all answers.
     *
     * @param tls whether the client asked over TLS; only then it is told to use nothing else, RFC 6797
     * @return names and values, in order; unmodifiable
     * @throws IllegalStateException if the policy needs a nonce
     */
    public Map<String, String> fields(boolean tls) {
        if (policy.needsNonce()) {
            throw new IllegalStateException("the policy needs a nonce for each answer");
        }
        return tls ? secure : plain;
    }

    /**
     * The fields of one answer.
     *
     * @param tls whether the client asked over TLS
     * @param nonce of that answer
     * @return names and values, in order; unmodifiable
     */
    public Map<String, String> fields(boolean tls, CspNonce nonce) {
        Map<String, String> fields = new LinkedHashMap<>(tls ? secure : plain);
        fields.put(CSP, policy.value(nonce));
        return Collections.unmodifiableMap(fields);
    }
}
