package dev.parley.auth.token;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link JwtAuthenticator}. Not thread-safe. At least one key is needed; all else has a default. */
public final class JwtAuthenticatorBuilder {

    private static final Duration MAX_LEEWAY = Duration.ofSeconds(60);
    private static final int MIN_BYTES = 256;
    private static final int MAX_BYTES = 65_536;

    private final List<SignatureKey> jwks = new ArrayList<>();
    private @Nullable SigningKeys signingKeys;
    private @Nullable String issuer;
    private @Nullable String audience;
    private @Nullable String type;
    private boolean expiry;
    private InstantSource clock = InstantSource.system();
    private Duration leeway = Duration.ZERO;
    private int maxBytes = JwtAuthenticator.DEFAULT_MAX_BYTES;

    JwtAuthenticatorBuilder() {}

    /**
     * Accepts a key.
     *
     * @param json a JSON Web Key, as in {@link JwtAuthenticator#forKey}
     * @return this
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if it can't be used
     */
    public JwtAuthenticatorBuilder jwk(String json) {
        jwks.add(JwkReader.verifying(JwkReader.members(json)));
        return this;
    }

    /**
     * Accepts the keys of a JWK set. Those that are of other kinds, or not for signatures, are left out.
     *
     * @param json the set
     * @return this
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if one that is not left out can't be used
     */
    public JwtAuthenticatorBuilder jwks(String json) {
        JwkReader.set(json).forEach(members -> jwks.add(JwkReader.verifying(members)));
        return this;
    }

    /**
     * Accepts the keys of this system, as they are when a token comes, instead of fixed ones.
     *
     * @param keys the keys
     * @return this
     */
    public JwtAuthenticatorBuilder keys(SigningKeys keys) {
        signingKeys = Objects.requireNonNull(keys, "keys");
        return this;
    }

    /**
     * Demands an issuer.
     *
     * @param demanded the {@code iss}, compared exactly; by default any or none passes
     * @return this
     */
    public JwtAuthenticatorBuilder issuer(String demanded) {
        issuer = Objects.requireNonNull(demanded, "demanded");
        return this;
    }

    /**
     * Demands an audience.
     *
     * @param demanded must be in {@code aud}; by default any or none passes
     * @return this
     */
    public JwtAuthenticatorBuilder audience(String demanded) {
        audience = Objects.requireNonNull(demanded, "demanded");
        return this;
    }

    /**
     * Demands a type.
     *
     * @param demanded the {@code typ}, compared as a media type; by default any or none passes
     * @return this
     */
    public JwtAuthenticatorBuilder type(String demanded) {
        type = JwsHeader.mediaType(demanded);
        return this;
    }

    /**
     * Demands that tokens end.
     *
     * @return this
     */
    public JwtAuthenticatorBuilder requireExpiry() {
        expiry = true;
        return this;
    }

    /**
     * Sets the clock.
     *
     * @param source the wall clock; by default the system's
     * @return this
     */
    public JwtAuthenticatorBuilder clock(InstantSource source) {
        clock = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Bears with clocks that differ.
     *
     * @param duration by how much, at most 60 seconds; by default not at all
     * @return this
     * @throws ChatException {@link ErrorCode#CONFIGURATION} beyond the bounds
     */
    public JwtAuthenticatorBuilder leeway(Duration duration) {
        if (duration.isNegative() || duration.compareTo(MAX_LEEWAY) > 0) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, "leeway must be 0 to 60 seconds", null);
        }
        leeway = duration;
        return this;
    }

    /**
     * Bounds the length of tokens.
     *
     * @param bytes 256 to 65,536; by default {@link JwtAuthenticator#DEFAULT_MAX_BYTES}
     * @return this
     * @throws ChatException {@link ErrorCode#CONFIGURATION} beyond the bounds
     */
    public JwtAuthenticatorBuilder maxBytes(int bytes) {
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, "maxBytes must be 256 to 65,536", null);
        }
        maxBytes = bytes;
        return this;
    }

    /**
     * Builds it.
     *
     * @return the authenticator
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if there is no key, if two have the same id, or if fixed keys
     *     and those of this system were both given
     */
    public JwtAuthenticator build() {
        if (signingKeys != null && !jwks.isEmpty()) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, "Give fixed keys or those of this system, not both", null);
        }
        ClaimRules rules = new ClaimRules(issuer, audience, expiry, leeway, clock);
        return new JwtAuthenticator(keys(), rules, type, maxBytes);
    }

    private Supplier<KeyRing> keys() {
        if (signingKeys != null) {
            return signingKeys::ring;
        }
        KeyRing fixed = new KeyRing(jwks);
        return () -> fixed;
    }
}
