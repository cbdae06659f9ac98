package dev.parley.auth.password;

import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id (RFC 9106) in pure Java. Thread-safe. One hash takes tens of milliseconds of one core, and as much memory as
 * its parameters say, so callers bound how many run at once; see {@link PasswordGate}, which also lets the memory be used
 * again.
 *
 * <p>A password is its UTF-8 bytes, exactly as received: neither trimmed nor normalised nor cut, so two spellings of "é"
 * are two passwords. A string with a surrogate that has no partner has no UTF-8 form; it is refused when hashing and
 * never verifies, for a replacement character would make different passwords equal.
 *
 * <p>With a pepper, a secret that is not stored beside the hashes goes into each: who steals the hashes alone can't guess
 * at them. A hash names the version of the pepper it was made with ({@code keyid}). After the pepper was replaced, hashes
 * of the older versions verify as long as those are accepted, and are due for replacement; so are hashes without pepper,
 * which verify too. A hash whose version is not accepted any more is a {@code CONFIGURATION} fault and not a wrong
 * password: whoever takes an old version away has to know that its users can't log in.
 */
public final class Argon2PasswordHasher implements PasswordHasher, KeepsMemory {

    private static final byte[] NO_PEPPER = {};

    private final Argon2Parameters parameters;
    private final @Nullable Pepper pepper;
    private final Argon2Memory memory;
    private final SecureRandom random;

    private Argon2PasswordHasher(Argon2Parameters parameters, @Nullable Pepper pepper, Argon2Memory memory) {
        this.parameters = Objects.requireNonNull(parameters, "parameters");
        this.pepper = pepper;
        this.memory = memory;
        this.random = new SecureRandom();
    }

    /**
     * A hasher without pepper.
     *
     * @param parameters of new hashes; stored ones are verified with their own
     */
    public Argon2PasswordHasher(Argon2Parameters parameters) {
        this(parameters, null, Argon2Memory.fresh());
    }

    /** A hasher without pepper, with {@link Argon2Parameters#DEFAULT}. */
    public Argon2PasswordHasher() {
        this(Argon2Parameters.DEFAULT);
    }

    /**
     * A hasher with a pepper.
     *
     * @param parameters of new hashes; stored ones are verified with their own
     * @param source where the pepper comes from; asked with each hash
     * @param name the name of the secret, of which each version has at least 16 bytes
     * @return the hasher
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if the secret is absent or too short
     */
    public static Argon2PasswordHasher withPepper(Argon2Parameters parameters, SecretSource source, String name) {
        return new Argon2PasswordHasher(parameters, new Pepper(source, name), Argon2Memory.fresh());
    }

    @Override
    public Argon2PasswordHasher keepingMemoryOf(int hashes) {
        // Four blocks more than the memory proper are at work.
        return new Argon2PasswordHasher(parameters, pepper, Argon2Memory.kept(hashes, parameters.memoryKib() + 4));
    }

    /** {@return the parameters of new hashes} */
    public Argon2Parameters parameters() {
        return parameters;
    }

    /**
     * Hashes a password with a new salt.
     *
     * @param password the password, as received
     * @return a PHC string
     * @throws IllegalArgumentException if the password is not well-formed UTF-16
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if the pepper is absent or too short
     */
    @Override
    public String hash(CharSequence password) {
        Pepper.Version secret = pepper == null ? null : pepper.current();
        byte[] bytes = PasswordBytes.of(password)
                .orElseThrow(() -> new IllegalArgumentException("The password holds a surrogate without its partner"));
        byte[] salt = new byte[parameters.saltBytes()];
        random.nextBytes(salt);
        byte[] tag = compute(bytes, salt, secret, parameters);
        return new PhcString(parameters, secret == null ? null : secret.keyId(), salt, tag).format();
    }

    /**
     * Checks a password.
     *
     * @param password the password, as received
     * @param hash a PHC string
     * @return whether the string was made from the password
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if the string names a pepper that is not there
     */
    @Override
    public boolean verify(CharSequence password, String hash) {
        Optional<PhcString> stored = PhcString.parse(hash);
        if (stored.isEmpty()) {
            return false;
        }
        PhcString phc = stored.get();
        Pepper.Version secret = phc.keyId() == null ? null : pepperNamed(phc.keyId());
        Optional<byte[]> bytes = PasswordBytes.of(password);
        if (bytes.isEmpty()) {
            return false;
        }
        byte[] tag = compute(bytes.get(), phc.salt(), secret, phc.parameters());
        try {
            return MessageDigest.isEqual(tag, phc.tag());
        } finally {
            Arrays.fill(tag, (byte) 0);
        }
    }

    @Override
    public boolean needsRehash(String hash) {
        String keyId = pepper == null ? null : pepper.currentKeyId();
        return PhcString.parse(hash)
                .map(phc -> !phc.parameters().equals(parameters) || !Objects.equals(phc.keyId(), keyId))
                .orElse(true);
    }

    private Pepper.Version pepperNamed(String keyId) {
        if (pepper == null) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION,
                    "A stored password was hashed with a pepper (keyid " + keyId + "), and none is configured",
                    null);
        }
        return pepper.named(keyId);
    }

    /** Wipes the password and the pepper when done. */
    private byte[] compute(byte[] password, byte[] salt, Pepper.@Nullable Version secret, Argon2Parameters ofHash) {
        byte[] key = secret == null ? NO_PEPPER : secret.bytes();
        Argon2Memory.Arena arena = memory.take();
        org.bouncycastle.crypto.params.Argon2Parameters made =
                new org.bouncycastle.crypto.params.Argon2Parameters.Builder(
                                org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
                        .withVersion(org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(ofHash.memoryKib())
                        .withIterations(ofHash.iterations())
                        .withParallelism(ofHash.parallelism())
                        .withSalt(salt)
                        .withSecret(key)
                        .withBlockPool(arena)
                        .build();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(made);
            byte[] tag = new byte[ofHash.tagBytes()];
            generator.generateBytes(password, tag);
            return tag;
        } finally {
            made.clear();
            memory.give(arena);
            Arrays.fill(key, (byte) 0);
            Arrays.fill(password, (byte) 0);
        }
    }
}
