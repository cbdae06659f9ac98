package dev.parley.operations.backup;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Seals archives: with a key of its own for each, which is made of the secret {@code backup-key} and the archive's salt. A
 * value by which the key is known is made with it, so that a wrong key is told from damage, and so that no archive can be
 * made which two keys open.
 */
final class ArchiveKeys {

    static final String SECRET = "backup-key";

    private static final int SHORTEST = 32;
    private static final byte[] PURPOSE = "dev.parley: backup archive".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable SecretSource secrets;
    private final boolean allowUnencrypted;

    ArchiveKeys(@Nullable SecretSource secrets, boolean allowUnencrypted) {
        this.secrets = secrets;
        this.allowUnencrypted = allowUnencrypted;
    }

    /** An archive's header, and what seals its segments. */
    record Sealed(ArchiveHeader header, Seal seal) {}

    boolean encrypts() {
        return secrets != null;
    }

    /** {@return a new header, and its seal} */
    Sealed begin(RandomGenerator random) {
        byte[] salt = new byte[ArchiveHeader.SALT_BYTES];
        random.nextBytes(salt);
        byte[] fixed = ArchiveHeader.fixed(salt, secrets != null);
        if (secrets == null) {
            ArchiveHeader header = ArchiveHeader.of(fixed, null);
            return new Sealed(header, new HashSeal(header.bytes()));
        }
        return new Derived(secrets.current(SECRET).value(), fixed, salt).sealed();
    }

    /**
     * Finds the key of an archive.
     *
     * @throws DamagedException if none that is accepted is it, or if it has none and needs one
     */
    Seal open(ArchiveHeader header) throws DamagedException {
        if (!header.encrypted()) {
            if (!allowUnencrypted) {
                throw new DamagedException("says that the archive is not encrypted, which is not allowed here");
            }
            return new HashSeal(header.bytes());
        }
        if (secrets == null) {
            throw new DamagedException("says that the archive is encrypted, and there is no key here");
        }
        for (SecretSource.Version version : secrets.accepted(SECRET)) {
            Derived derived = new Derived(version.value(), header.fixed(), header.salt());
            if (MessageDigest.isEqual(derived.check, header.check())) {
                return derived.sealed().seal();
            }
        }
        throw new DamagedException("is damaged, or was made with another key");
    }

    /** What is made of a secret for one archive. */
    private static final class Derived {

        private final byte[] fixed;
        private final byte[] key;
        private final byte[] prefix;
        private final byte[] check;

        Derived(Secret secret, byte[] fixed, byte[] salt) {
            if (secret.length() < SHORTEST) {
                throw ChatException.fault(
                        ErrorCode.CONFIGURATION, "The secret '" + SECRET + "' must have 32 bytes or more", null);
            }
            this.fixed = fixed;
            byte[] purpose = Arrays.copyOf(PURPOSE, PURPOSE.length + fixed.length);
            System.arraycopy(fixed, 0, purpose, PURPOSE.length, fixed.length);
            int prefixEnd = GcmSeal.KEY_BYTES + GcmSeal.PREFIX_BYTES;
            byte[] made = Hkdf.derive(secret.bytes(), salt, purpose, prefixEnd + ArchiveHeader.CHECK_BYTES);
            key = Arrays.copyOf(made, GcmSeal.KEY_BYTES);
            prefix = Arrays.copyOfRange(made, GcmSeal.KEY_BYTES, prefixEnd);
            check = Arrays.copyOfRange(made, prefixEnd, made.length);
        }

        Sealed sealed() {
            ArchiveHeader header = ArchiveHeader.of(fixed, check);
            return new Sealed(header, new GcmSeal(key, prefix, header.bytes()));
        }
    }
}
