package dev.parley.auth.token;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token says (RFC 7519). Immutable. The registered claims have the types that the standard gives them; that
 * was checked.
 *
 * @param values all claims: texts, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean}, lists, maps and null
 */
public record JwtClaims(Map<String, @Nullable Object> values) {

    /** The furthest seconds from 1970 that an {@link Instant} can hold. */
    private static final double MAX_SECONDS = Instant.MAX.getEpochSecond();

    private static final double NANOS = 1e9;

    /** {@return who issued the token: {@code iss}} */
    public Optional<String> issuer() {
        return text("iss");
    }

    /** {@return whom it is about: {@code sub}} */
    public Optional<String> subject() {
        return text("sub");
    }

    /** {@return for whom it is: {@code aud}; empty if it does not say} */
    public List<String> audience() {
        Object audience = values.get("aud");
        return audience instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : text("aud").stream().toList();
    }

    /** {@return its id: {@code jti}} */
    public Optional<String> id() {
        return text("jti");
    }

    /** {@return when its time is over: {@code exp}} */
    public Optional<Instant> expiresAt() {
        return time("exp");
    }

    /** {@return when its time begins: {@code nbf}} */
    public Optional<Instant> notBefore() {
        return time("nbf");
    }

    /** {@return when it was issued: {@code iat}} */
    public Optional<Instant> issuedAt() {
        return time("iat");
    }

    /**
     * A claim that is text.
     *
     * @param name of the claim
     * @return its value, if it is there and is text
     */
    public Optional<String> text(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * A claim that is a NumericDate: seconds since 1970, with or without a fraction.
     *
     * @param name of the claim
     * @return its value, if it is there and within what an {@link Instant} can hold
     */
    public Optional<Instant> time(String name) {
        if (values.get(name) instanceof Number number && Math.abs(number.doubleValue()) < MAX_SECONDS) {
            double seconds = Math.floor(number.doubleValue());
            return Optional.of(
                    number instanceof Long whole
                            ? Instant.ofEpochSecond(whole)
                            : Instant.ofEpochSecond((long) seconds, (long) ((number.doubleValue() - seconds) * NANOS)));
        }
        return Optional.empty();
    }

    /** Leaves the values out: they are personal data. */
    @Override
    public String toString() {
        return "JwtClaims" + values.keySet();
    }
}
