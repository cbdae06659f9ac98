package dev.parley.auth.token;

import dev.parley.core.auth.SessionId;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Issues access tokens: JWTs of the type {@code at+jwt} (RFC 9068) that say who issued them ({@code iss}), for whom to
 * accept ({@code aud}), of which user ({@code sub}), session ({@code sid}) and tenant ({@code tnt}) they are, their own id
 * ({@code jti}, 128 random bits), and from when to when they hold ({@code iat}, {@code exp}). Nothing else: name and roles
 * are looked up when they are needed, for what is in a token stays true until it ends. Thread-safe.
 */
public final class AccessTokens {

    /** How long a token holds by default: one hour. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

    /** The {@code typ} in the header, which keeps tokens of other purposes from being taken for these. */
    static final String TYPE = "at+jwt";

    static final String SESSION_CLAIM = "sid";
    static final String TENANT_CLAIM = "tnt";

    private static final Duration MAX_LIFETIME = Duration.ofDays(1);
    private static final int ID_BYTES = 16;

    private final SigningKeys keys;
    private final String issuer;
    private final String audience;
    private final Duration lifetime;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * An issuer of tokens.
     *
     * @param keys to sign with
     * @param issuer the {@code iss} of each token, the URL of this system for example; not empty
     * @param audience the {@code aud} of each token; not empty
     * @param lifetime how long a token holds, 1 second to 1 day
     * @param clock the wall clock
     * @throws ChatException {@code CONFIGURATION} if one of them breaks its rule
     */
    public AccessTokens(SigningKeys keys, String issuer, String audience, Duration lifetime, InstantSource clock) {
        if (issuer.isEmpty() || audience.isEmpty()) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, "Issuer and audience of access tokens must not be empty", null);
        }
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(MAX_LIFETIME) > 0) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, "The lifetime of access tokens must be 1 second to 1 day", null);
        }
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /**
     * Issues a token.
     *
     * @param tenant the tenant
     * @param user whose
     * @param session the session that it belongs to, and ends with
     * @return the compact token
     */
    public String issue(TenantId tenant, UserId user, SessionId session) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", audience);
        claims.put("sub", user.value());
        claims.put(SESSION_CLAIM, session.value());
        claims.put(TENANT_CLAIM, tenant.value());
        claims.put("jti", Base64Url.encode(id));
        claims.put("iat", now);
        claims.put("exp", now + lifetime.toSeconds());
        return keys.current().sign(TYPE, claims);
    }

    /** {@return how long a token holds} */
    public Duration lifetime() {
        return lifetime;
    }
}
