package dev.parley.auth.token;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys with which this system signs its tokens, and those that it accepts. Thread-safe. They come from a
 * {@link SecretSource}, which is asked again every 10 seconds: the first key of the current version signs, and the keys of
 * all accepted versions verify, so keys are replaced without a restart and without a cut. To be safe on several nodes,
 * a new key is first added behind the current one, and moved to the front when all nodes know it; within one minute of
 * its removal an old one is accepted nowhere.
 *
 * <p>When asking again fails, or brings keys that can't be used, the last good ones stay in use, and a warning is logged.
 */
public final class SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int KEY_ID_BYTES = 9;

    private final SecretSource source;
    private final String name;
    private final Function<SecretSource.Version, List<SigningKey>> reader;
    private final LongSupplier nanoTime;
    private final AtomicLong askAgainAt;
    private volatile Keys keys;

    /**
     * What was read last.
     *
     * @param all the current one first
     * @param ring to verify with
     */
    private record Keys(List<SigningKey> all, KeyRing ring) {

        boolean sameAs(Keys other) {
            return all.size() == other.all.size()
                    && IntStream.range(0, all.size()).allMatch(i -> all.get(i).sameAs(other.all.get(i)));
        }
    }

    private SigningKeys(
            SecretSource source,
            String name,
            Function<SecretSource.Version, List<SigningKey>> reader,
            LongSupplier nanoTime) {
        this.source = source;
        this.name = name;
        this.reader = reader;
        this.nanoTime = nanoTime;
        this.askAgainAt = new AtomicLong(nanoTime.getAsLong() + ASK_AGAIN_NANOS);
        this.keys = read();
    }

    /**
     * Keys that are JWK sets (RFC 7517): each version of the secret is one, {@code {"keys":[…]}}. The first key of the
     * current version must be private and signs. A key is for the algorithm in its {@code alg}, without one for that of its
     * kind, RS256 in the case of RSA; without {@code kid} it is named by its thumbprint (RFC 7638).
     *
     * @param source where the secret is
     * @param name its name
     * @return the keys
     * @throws ChatException {@code CONFIGURATION} if the secret is not there, or a key can't be used
     */
    public static SigningKeys fromJwkSet(SecretSource source, String name) {
        return fromJwkSet(source, name, System::nanoTime);
    }

    static SigningKeys fromJwkSet(SecretSource source, String name, LongSupplier nanoTime) {
        return new SigningKeys(source, name, SigningKeys::jwkSet, nanoTime);
    }

    /**
     * Keys for HS256 that are the UTF-8 bytes of a secret, which the nodes of one system share. At least 32 bytes, and
     * random: a placeholder, such as those of examples, is refused.
     *
     * @param source where the secret is
     * @param name its name
     * @return the keys
     * @throws ChatException {@code CONFIGURATION} if the secret is not there, or can't be used
     */
    public static SigningKeys fromSharedSecret(SecretSource source, String name) {
        return fromSharedSecret(source, name, System::nanoTime);
    }

    static SigningKeys fromSharedSecret(SecretSource source, String name, LongSupplier nanoTime) {
        return new SigningKeys(source, name, version -> List.of(shared(name, version.value())), nanoTime);
    }

    /**
     * A new key.
     *
     * @param algorithm {@link JwsAlgorithm#EDDSA} or {@link JwsAlgorithm#ES256}
     * @return a JWK set with the private key, to be stored where nobody else can read it
     */
    public static Secret generate(JwsAlgorithm algorithm) {
        if (algorithm != JwsAlgorithm.EDDSA && algorithm != JwsAlgorithm.ES256) {
            throw new IllegalArgumentException("Keys are generated for EdDSA and ES256");
        }
        return Secret.of(StrictJson.write(Map.of("keys", List.of(SigningKey.generate(algorithm)))));
    }

    /**
     * The public keys, for others who verify. A shared secret is never among them.
     *
     * @return a JWK set
     */
    public String jwks() {
        return StrictJson.write(Map.of(
                "keys",
                keys().all().stream()
                        .flatMap(key -> Optional.ofNullable(key.published()).stream())
                        .distinct()
                        .toList()));
    }

    /**
     * A secret for another purpose, by HKDF (RFC 5869) from the private part of the current key. It changes with that key.
     *
     * @param label names the purpose
     * @return 32 bytes
     */
    public Secret derive(String label) {
        return DerivedSecrets.derive(current().secretMaterial(), label);
    }

    /**
     * Secrets for another purpose, which follow these keys: the current one comes from the current key, and those of the
     * accepted private keys are accepted.
     *
     * @param label names the purpose
     * @return a source that has a secret of every name
     */
    public SecretSource derived(String label) {
        return new DerivedSecrets(label, () -> keys().all());
    }

    SigningKey current() {
        return keys().all().get(0);
    }

    /** Asks the source, if that is due. */
    void refresh() {
        keys();
    }

    /** {@return the keys to verify with as they were read last, without asking whether that is due} */
    KeyRing lastRing() {
        return keys.ring();
    }

    /** {@return the keys to verify with; the same object as long as they are the same} */
    KeyRing ring() {
        return keys().ring();
    }

    private Keys keys() {
        long due = askAgainAt.get();
        long now = nanoTime.getAsLong();
        if (now - due >= 0 && askAgainAt.compareAndSet(due, now + ASK_AGAIN_NANOS)) {
            try {
                Keys read = read();
                if (!read.sameAs(keys)) {
                    keys = read;
                    LOG.info("Read other signing keys '{}': {}", name, read.all());
                }
            } catch (RuntimeException e) {
                // Whatever a host's source throws: tokens that are out there still have to be verified.
                LOG.warn("Could not read the signing keys '{}' again, the last ones stay in use", name, e);
            }
        }
        return keys;
    }

    private Keys read() {
        List<SigningKey> all = new ArrayList<>();
        source.accepted(name).forEach(version -> all.addAll(reader.apply(version)));
        if (all.isEmpty() || all.get(0).signing() == null) {
            throw JwkReader.fault("the first of '" + name + "' has no private part to sign with");
        }
        return new Keys(
                List.copyOf(all),
                new KeyRing(all.stream().map(SigningKey::verifying).toList()));
    }

    private static List<SigningKey> jwkSet(SecretSource.Version version) {
        return JwkReader.set(version.value().text()).stream()
                .map(SigningKey::of)
                .toList();
    }

    /** The id is derived from the secret, so that nodes agree on it without a setting more. */
    private static SigningKey shared(String name, Secret secret) {
        SharedSecret.check(name, secret);
        byte[] id =
                java.util.Arrays.copyOf(DerivedSecrets.derive(secret, "key-id").bytes(), KEY_ID_BYTES);
        return SigningKey.secret(Base64Url.encode(id), secret);
    }

    /** Leaves the keys out. */
    @Override
    public String toString() {
        return "SigningKeys[" + name + "]";
    }
}
