package dev.parley.examples.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.parley.auth.token.Access;
import dev.parley.auth.token.AccessTokens;
import dev.parley.auth.token.JwsAlgorithm;
import dev.parley.auth.token.JwtAuthenticator;
import dev.parley.auth.token.SigningKeys;
import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/** A key of some algorithm, a token that it signed, and what lets in who has it. */
final class TokenDoor implements AutoCloseable {

    static final String ISSUER = "https://chat.example";
    static final String AUDIENCE = "chat";

    private static final Duration MONTH = Duration.ofDays(30);
    private static final int SECRET_BYTES = 32;

    private final JWK key;
    private final String token;
    private final Access access;
    private final JwtAuthenticator authenticator;

    TokenDoor(String algorithm) {
        try {
            key = key(algorithm);
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(e);
        }
        InMemorySecrets secrets = SecretSource.inMemory();
        secrets.put("jwt-key", Secret.of("{\"keys\":[" + key.toJSONString() + "]}"));
        SigningKeys keys = SigningKeys.fromJwkSet(secrets, "jwt-key");
        InstantSource clock = InstantSource.system();
        AccessChanges changes = AccessChanges.inMemory(clock);
        SessionStore sessions = SessionStore.inMemory(clock, changes);
        UserDirectory users = UserDirectory.inMemory(changes);
        SessionId session = new SessionId("8Jq2m0v6Q3mT1yXk9cWz4A");
        UserId user = new UserId("6b0c9f2e-2f9a-4a57-9d4e-0a3f6c1d7e88");
        Deadline soon = Deadline.after(Duration.ofMinutes(1));
        users.register(TenantId.DEFAULT, new NewUser(user, "ann@example.com", "Ann", Set.of("member"), null), soon);
        sessions.open(
                TenantId.DEFAULT, new NewSession(session, user, "browser", "192.0.2.1", false, MONTH, MONTH), soon);
        token = new AccessTokens(keys, ISSUER, AUDIENCE, Duration.ofHours(12), clock)
                .issue(TenantId.DEFAULT, user, session);
        access = Access.builder()
                .keys(keys)
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .sessions(sessions)
                .users(users)
                .changes(changes)
                .build();
        authenticator = JwtAuthenticator.builder()
                .jwk(key.toJSONString())
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .type("at+jwt")
                .requireExpiry()
                .build();
    }

    private static JWK key(String algorithm) throws JOSEException, ParseException {
        return switch (algorithm) {
            case "HS256" ->
                new OctetSequenceKey.Builder(Base64URL.encode(secret()))
                        .keyID("k1")
                        .build();
            case "RS256" -> new RSAKeyGenerator(2048).keyID("k1").generate();
            case "ES256" -> generated(JwsAlgorithm.ES256);
            default -> generated(JwsAlgorithm.EDDSA);
        };
    }

    private static byte[] secret() {
        byte[] secret = new byte[SECRET_BYTES];
        new java.security.SecureRandom().nextBytes(secret);
        return secret;
    }

    private static JWK generated(JwsAlgorithm algorithm) throws ParseException {
        return JWKSet.parse(SigningKeys.generate(algorithm).text()).getKeys().get(0);
    }

    JWK key() {
        return key;
    }

    String token() {
        return token;
    }

    /** The token with another first byte of its signature. */
    String forged() {
        int at = token.lastIndexOf('.') + 1;
        char other = token.charAt(at) == 'A' ? 'B' : 'A';
        return token.substring(0, at) + other + token.substring(at + 1);
    }

    Access access() {
        return access;
    }

    JwtAuthenticator authenticator() {
        return authenticator;
    }

    @Override
    public void close() {
        access.close();
    }
}
