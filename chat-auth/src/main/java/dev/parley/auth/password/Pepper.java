package dev.parley.auth.password;

import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/** A secret that goes into every hash and is not stored beside them: the input K of Argon2 (RFC 9106, section 3.1). */
final class Pepper {

    /** As much as nobody can guess. */
    private static final int MIN_BYTES = 16;

    /** The PHC string format gives a {@code keyid} of Argon2 at most so many bytes; names of versions may be longer. */
    private static final int KEY_ID_BYTES = 8;

    private final SecretSource source;
    private final String name;

    Pepper(SecretSource source, String name) {
        this.source = Objects.requireNonNull(source, "source");
        this.name = Objects.requireNonNull(name, "name");
        value(source.current(name));
    }

    /** One version: what names it in a hash, and its bytes. */
    static final class Version {
        private final String keyId;
        private final byte[] bytes;

        private Version(String keyId, byte[] bytes) {
            this.keyId = keyId;
            this.bytes = bytes;
        }

        String keyId() {
            return keyId;
        }

        /** {@return the bytes themselves, not a copy} */
        byte[] bytes() {
            return bytes;
        }
    }

    Version current() {
        return value(source.current(name));
    }

    String currentKeyId() {
        return keyId(source.current(name));
    }

    /**
     * {@return the version that a hash names}
     *
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if it is not accepted any more: who then were told that the
     *     password is wrong would choose a new one in vain
     */
    Version named(String keyId) {
        return source.accepted(name).stream()
                .filter(version -> keyId(version).equals(keyId))
                .findFirst()
                .map(this::value)
                .orElseThrow(() -> ChatException.fault(
                        ErrorCode.CONFIGURATION,
                        "The secret '" + name + "' has no version with which a stored password was hashed (keyid "
                                + keyId + ")",
                        null));
    }

    private Version value(SecretSource.Version version) {
        if (version.value().length() < MIN_BYTES) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, "The secret '" + name + "' has fewer than " + MIN_BYTES + " bytes", null);
        }
        return new Version(keyId(version), version.value().bytes());
    }

    private static String keyId(SecretSource.Version version) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(version.version().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, KEY_ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must provide SHA-256", e);
        }
    }
}
