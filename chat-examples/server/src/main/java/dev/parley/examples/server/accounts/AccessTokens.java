package dev.parley.examples.server.accounts;

import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The access tokens that are valid now. In memory only, so a restart ends them all. Kept are hashes: who reads the memory
 * of this process gets no token. Thread-safe.
 */
public final class AccessTokens {

    /** How long a token is valid. */
    public static final Duration LIFETIME = Duration.ofHours(1);

    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final int capacity;
    private final LongSupplier nanoTime;
    /** By hash, in the order of issue, which is that of expiry. Every access holds the monitor of this object. */
    private final Map<String, Grant> grants = new LinkedHashMap<>();

    /** What a token stands for, until when on the monotonic clock. */
    private record Grant(Principal principal, long expiry) {}

    /**
     * An empty set of tokens.
     *
     * @param capacity how many at most; issuing one more drops the oldest
     * @param nanoTime the monotonic clock, {@link System#nanoTime} but in tests
     */
    public AccessTokens(int capacity, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    /** {@return a new token, 256 random bits in base64url} */
    public String issue(Principal principal) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        synchronized (this) {
            long now = nanoTime.getAsLong();
            var oldest = grants.values().iterator();
            while (oldest.hasNext() && (oldest.next().expiry() - now <= 0 || grants.size() >= capacity)) {
                oldest.remove();
            }
            grants.put(hash(token), new Grant(principal, now + LIFETIME.toNanos()));
        }
        return token;
    }

    /** {@return whose token this is, if it is valid} */
    public synchronized Optional<Principal> find(String token) {
        return Optional.ofNullable(grants.get(hash(token)))
                .filter(grant -> grant.expiry() - nanoTime.getAsLong() > 0)
                .map(Grant::principal);
    }

    /** {@return tells, from memory, whether a token is still valid} */
    public AccessCheck check(String token) {
        String hash = hash(token);
        return () -> isValid(hash);
    }

    private synchronized boolean isValid(String hash) {
        Grant grant = grants.get(hash);
        return grant != null && grant.expiry() - nanoTime.getAsLong() > 0;
    }

    /** Ends a token. */
    public synchronized void revoke(String token) {
        grants.remove(hash(token));
    }

    /** Ends all tokens of a user. */
    public synchronized void revokeAll(Principal principal) {
        grants.values().removeIf(grant -> grant.principal().equals(principal));
    }

    private static String hash(String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must provide SHA-256", e);
        }
    }
}
