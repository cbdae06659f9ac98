package dev.parley.auth.password;

import dev.parley.core.auth.PasswordHasher;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;

/**
 * Argon2id (RFC 9106) in pure Java. Thread-safe. One hash takes tens of milliseconds of one core, and as much memory as
 * its parameters say, so callers bound how many run at once.
 *
 * <p>A password is its UTF-8 bytes, exactly as received: neither trimmed nor normalised nor cut, so two spellings of "é"
 * are two passwords. A string with a surrogate that has no partner has no UTF-8 form; it is refused when hashing and
 * never verifies, for a replacement character would make different passwords equal.
 */
public final class Argon2PasswordHasher implements PasswordHasher {

    /** A UTF-16 unit takes at most three bytes; a pair takes four. */
    private static final int MAX_BYTES_PER_UNIT = 3;

    private final Argon2Parameters parameters;
    private final SecureRandom random;

    /**
     * A hasher.
     *
     * @param parameters of new hashes; stored ones are verified with their own
     */
    public Argon2PasswordHasher(Argon2Parameters parameters) {
        this.parameters = Objects.requireNonNull(parameters, "parameters");
        this.random = new SecureRandom();
    }

    /** A hasher with {@link Argon2Parameters#DEFAULT}. */
    public Argon2PasswordHasher() {
        this(Argon2Parameters.DEFAULT);
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
     */
    @Override
    public String hash(CharSequence password) {
        byte[] bytes = utf8(password)
                .orElseThrow(() -> new IllegalArgumentException("The password holds a surrogate without its partner"));
        byte[] salt = new byte[parameters.saltBytes()];
        random.nextBytes(salt);
        return new PhcString(parameters, salt, compute(bytes, salt, parameters)).format();
    }

    @Override
    public boolean verify(CharSequence password, String hash) {
        Optional<PhcString> stored = PhcString.parse(hash);
        Optional<byte[]> bytes = utf8(password);
        if (stored.isEmpty() || bytes.isEmpty()) {
            bytes.ifPresent(secret -> Arrays.fill(secret, (byte) 0));
            return false;
        }
        PhcString phc = stored.get();
        byte[] tag = compute(bytes.get(), phc.salt(), phc.parameters());
        try {
            return MessageDigest.isEqual(tag, phc.tag());
        } finally {
            Arrays.fill(tag, (byte) 0);
        }
    }

    @Override
    public boolean needsRehash(String hash) {
        return PhcString.parse(hash)
                .map(phc -> !phc.parameters().equals(parameters))
                .orElse(true);
    }

    /** Wipes the password when done. */
    private static byte[] compute(byte[] password, byte[] salt, Argon2Parameters parameters) {
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new org.bouncycastle.crypto.params.Argon2Parameters.Builder(
                            org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
                    .withVersion(org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(parameters.memoryKib())
                    .withIterations(parameters.iterations())
                    .withParallelism(parameters.parallelism())
                    .withSalt(salt)
                    .build());
            byte[] tag = new byte[parameters.tagBytes()];
            generator.generateBytes(password, tag);
            return tag;
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private static Optional<byte[]> utf8(CharSequence password) {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES_PER_UNIT * password.length());
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT);
        boolean malformed =
                encoder.encode(CharBuffer.wrap(password), buffer, true).isError();
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        Arrays.fill(buffer.array(), (byte) 0);
        return malformed ? Optional.empty() : Optional.of(bytes);
    }
}
