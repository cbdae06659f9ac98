package dev.parley.examples.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.auth.token.AccessDecision;
import dev.parley.auth.token.AccessResult;
import dev.parley.auth.token.JwtResult;
import dev.parley.core.auth.Action;
import dev.parley.core.auth.Resource;
import dev.parley.core.time.Deadline;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Deciding on a request by its access token: one that was seen before, one that was not, and a forged one.
 *
 * <p>{@code authorize} is all of {@code Access}: the hash, what is known of the token, whether its session and user may
 * still be trusted, the scopes, and the policy of a host that allows everything. Against it: a bare Caffeine look-up by the
 * token's SHA-256, with the digest of this thread and a buffer as the key; the same MAC over the signed part of the token,
 * with the initialised MAC of this thread, and its comparison; and the libraries that verify the token each time, each with
 * the same demands and built once. {@code verify} is a token not seen before, without session and user, which no peer
 * looks up. All work on the same claims. java-jwt has no EdDSA.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 8, time = 2)
@Threads(1)
public class TokenCheck {

    /** A token and who checks it. */
    @State(Scope.Benchmark)
    public static class Checks {

        private final Deadline farAway = Deadline.after(Duration.ofDays(1));
        private final Resource resource = Resource.tenant();
        private final MessageDigest sha256 = sha256();
        private final Cache<ByteBuffer, String> bare =
                Caffeine.newBuilder().maximumSize(100_000).build();
        private @Nullable TokenDoor door;
        private @Nullable TokenPeers peers;
        private @Nullable Mac mac;
        private String token = "";
        private String forged = "";
        private String signed = "";
        private byte[] signature = {};

        @Param({"HS256", "RS256", "ES256", "EdDSA"})
        private String algorithm = "";

        @Setup
        public void open() throws GeneralSecurityException {
            TokenDoor opened = new TokenDoor(algorithm);
            door = opened;
            peers = new TokenPeers(opened.key());
            token = opened.token();
            forged = opened.forged();
            signed = token.substring(0, token.lastIndexOf('.'));
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
            signature = mac.doFinal(signed.getBytes(StandardCharsets.ISO_8859_1));
            bare.put(hash(), "known");
            require(authorizes(token) && !authorizes(forged));
            require(peers().jjwt(token) && !peers().jjwt(forged));
            require(peers().nimbus(token) && !peers().nimbus(forged));
            require(door().authenticator().verify(token) instanceof JwtResult.Verified);
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private boolean authorizes(String bearer) {
            return door().access().authorize(bearer, resource, Action.LIST_CONVERSATIONS, farAway)
                    instanceof AccessDecision.Allowed;
        }

        private TokenDoor door() {
            return Objects.requireNonNull(door);
        }

        private TokenPeers peers() {
            return Objects.requireNonNull(peers);
        }

        private ByteBuffer hash() {
            return ByteBuffer.wrap(sha256.digest(token.getBytes(StandardCharsets.ISO_8859_1)));
        }

        @TearDown
        public void close() {
            door().close();
        }
    }

    /** A token and java-jwt, which has no EdDSA. */
    @State(Scope.Benchmark)
    public static class JavaJwtChecks {

        private @Nullable TokenPeers peers;
        private String token = "";
        private String forged = "";

        @Param({"HS256", "RS256", "ES256"})
        private String algorithm = "";

        @Setup
        public void open() {
            try (TokenDoor door = new TokenDoor(algorithm)) {
                peers = new TokenPeers(door.key());
                token = door.token();
                forged = door.forged();
            }
            require(verifies(token) && !verifies(forged));
        }

        private boolean verifies(String bearer) {
            return Objects.requireNonNull(peers).javaJwt(bearer);
        }
    }

    private static void require(boolean fair) {
        if (!fair) {
            throw new IllegalStateException("A peer does not tell the token from the forged one");
        }
    }

    @Benchmark
    public AccessDecision authorize(Checks checks) {
        return checks.door()
                .access()
                .authorize(checks.token, checks.resource, Action.LIST_CONVERSATIONS, checks.farAway);
    }

    @Benchmark
    public @Nullable String bareCache(Checks checks) {
        return checks.bare.getIfPresent(checks.hash());
    }

    @Benchmark
    public boolean rawMac(Checks checks) {
        byte[] bytes = checks.signed.getBytes(StandardCharsets.ISO_8859_1);
        return MessageDigest.isEqual(Objects.requireNonNull(checks.mac).doFinal(bytes), checks.signature);
    }

    @Benchmark
    public JwtResult verify(Checks checks) {
        return checks.door().authenticator().verify(checks.token);
    }

    @Benchmark
    public boolean jjwt(Checks checks) {
        return checks.peers().jjwt(checks.token);
    }

    @Benchmark
    public boolean nimbus(Checks checks) {
        return checks.peers().nimbus(checks.token);
    }

    @Benchmark
    public boolean javaJwt(JavaJwtChecks checks) {
        return checks.verifies(checks.token);
    }

    @Benchmark
    public AccessResult forgedAccess(Checks checks) {
        return checks.door().access().authenticate(checks.forged, checks.farAway);
    }

    @Benchmark
    public JwtResult forgedVerify(Checks checks) {
        return checks.door().authenticator().verify(checks.forged);
    }

    @Benchmark
    public boolean forgedJjwt(Checks checks) {
        return checks.peers().jjwt(checks.forged);
    }

    @Benchmark
    public boolean forgedJavaJwt(JavaJwtChecks checks) {
        return checks.verifies(checks.forged);
    }
}
