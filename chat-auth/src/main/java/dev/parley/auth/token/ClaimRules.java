package dev.parley.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is demanded of the claims (RFC 7519 section 4.1, RFC 8725 sections 3.8 and 3.9).
 *
 * @param issuer the one that counts, or null for any
 * @param audience that must be among those of the token, or null for any
 * @param expiry whether {@code exp} must be there
 * @param leeway by how much clocks may differ
 * @param clock the wall clock
 */
record ClaimRules(
        @Nullable String issuer, @Nullable String audience, boolean expiry, Duration leeway, InstantSource clock) {

    private static final List<String> TEXTS = List.of("iss", "sub", "jti");
    private static final List<String> TIMES = List.of("exp", "nbf", "iat");

    /**
     * Applies the rules.
     *
     * @param claims of a token whose signature holds
     * @return why the token is rejected, or null if it is not
     */
    @Nullable
    JwtRejection check(JwtClaims claims) {
        if (!wellFormed(claims)) {
            return JwtRejection.CLAIMS_MALFORMED;
        }
        if ((expiry && claims.expiresAt().isEmpty())
                || (issuer != null && claims.issuer().isEmpty())
                || (audience != null && claims.audience().isEmpty())) {
            return JwtRejection.CLAIM_MISSING;
        }
        if (issuer != null && !issuer.equals(claims.issuer().orElse(null))) {
            return JwtRejection.ISSUER;
        }
        if (audience != null && !claims.audience().contains(audience)) {
            return JwtRejection.AUDIENCE;
        }
        return times(claims);
    }

    private @Nullable JwtRejection times(JwtClaims claims) {
        Instant now = clock.instant();
        Instant earliest = now.minus(leeway);
        Instant latest = now.plus(leeway);
        if (claims.expiresAt().filter(end -> !earliest.isBefore(end)).isPresent()) {
            return JwtRejection.EXPIRED;
        }
        if (claims.notBefore().filter(latest::isBefore).isPresent()) {
            return JwtRejection.NOT_YET_VALID;
        }
        if (claims.issuedAt().filter(latest::isBefore).isPresent()) {
            return JwtRejection.ISSUED_IN_FUTURE;
        }
        return null;
    }

    private static boolean wellFormed(JwtClaims claims) {
        Map<String, @Nullable Object> values = claims.values();
        return TEXTS.stream().allMatch(name -> !values.containsKey(name) || values.get(name) instanceof String)
                && TIMES.stream()
                        .allMatch(name ->
                                !values.containsKey(name) || claims.time(name).isPresent())
                && audienceWellFormed(values);
    }

    private static boolean audienceWellFormed(Map<String, @Nullable Object> values) {
        Object audience = values.get("aud");
        return !values.containsKey("aud")
                || audience instanceof String
                || (audience instanceof List<?> list && list.stream().allMatch(String.class::isInstance));
    }
}
