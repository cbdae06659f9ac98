package dev.parley.auth.password;

import dev.parley.core.auth.PasswordHasher;
import java.util.Objects;
import java.util.Optional;

/**
 * For users who come from another system with the hashes of their passwords: verifies bcrypt and scrypt beside Argon2id,
 * hashes anew with Argon2id only, and says of every other hash that it is due for replacement, so that each is replaced
 * when its user logs in. Thread-safe.
 *
 * <ul>
 *   <li>bcrypt: {@code $2a$}, {@code $2b$}, {@code $2y$}, cost 4 to 14. bcrypt reads 72 bytes and no more; a longer
 *       password is verified as it was hashed, by its first 72 bytes, and counts in full from its replacement on.
 *   <li>scrypt: {@code $scrypt$ln=16,r=8,p=1$salt$hash} (PHC) and {@code $100801$salt$hash} (Spring Security), with at most
 *       128 MiB of memory, and no more work than two runs over that much.
 *   <li>A hash within an envelope such as {@code {bcrypt}} is to be imported without it.
 *   <li>Passwords are their UTF-8 bytes.
 * </ul>
 *
 * <p>A hash that is not replaced yet takes the time that the other system chose for it, which may differ from that of an
 * unknown user: until then, who measures many logins may learn that an account was imported.
 */
public final class ImportedPasswordHasher implements PasswordHasher, KeepsMemory {

    private final Argon2PasswordHasher argon2;

    private ImportedPasswordHasher(Argon2PasswordHasher argon2) {
        this.argon2 = Objects.requireNonNull(argon2, "argon2");
    }

    /**
     * A hasher that verifies imported hashes too.
     *
     * @param argon2 who makes new hashes, and verifies those of Argon2id
     * @return the hasher
     */
    public static PasswordHasher on(Argon2PasswordHasher argon2) {
        return new ImportedPasswordHasher(argon2);
    }

    @Override
    public PasswordHasher keepingMemoryOf(int hashes) {
        return new ImportedPasswordHasher(argon2.keepingMemoryOf(hashes));
    }

    @Override
    public String hash(CharSequence password) {
        return argon2.hash(password);
    }

    @Override
    public boolean verify(CharSequence password, String hash) {
        Optional<BcryptString> bcrypt = BcryptString.parse(hash);
        Optional<ScryptString> scrypt = ScryptString.parse(hash);
        if (bcrypt.isEmpty() && scrypt.isEmpty()) {
            return argon2.verify(password, hash);
        }
        return PasswordBytes.of(password)
                .map(bytes -> bcrypt.map(stored -> stored.madeFrom(bytes))
                        .or(() -> scrypt.map(stored -> stored.madeFrom(bytes)))
                        .orElse(false))
                .orElse(false);
    }

    @Override
    public boolean needsRehash(String hash) {
        return argon2.needsRehash(hash);
    }
}
