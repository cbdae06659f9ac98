package dev.parley.auth.totp;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the shared secrets, for they can't be hashed: AES-256-GCM, with a key that HKDF (RFC 5869) derives from a
 * version of a secret, bound to tenant and user so that nobody's secret can be put in the place of another's.
 *
 * <p>Form: one byte 1, 8 bytes that name the version, 12 bytes of nonce, ciphertext and tag. A random nonce may be used
 * for 2^32 secrets under one key (NIST SP 800-38D, section 8.3).
 */
final class SealedSecrets {

    private static final byte FORMAT = 1;
    private static final int KEY_ID_BYTES = 8;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final byte[] PURPOSE = "parley second factor 1".getBytes(StandardCharsets.UTF_8);

    private final SecretSource secrets;
    private final String keyName;
    private final SecureRandom random = new SecureRandom();

    SealedSecrets(SecretSource secrets, String keyName) {
        this.secrets = Objects.requireNonNull(secrets, "secrets");
        this.keyName = Objects.requireNonNull(keyName, "keyName");
        key(secrets.current(keyName));
    }

    Secret seal(TenantId tenant, UserId user, Secret secret) {
        SecretSource.Version version = secrets.current(keyName);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, version, nonce, tenant, user, secret.bytes());
        return Secret.of(ByteBuffer.allocate(1 + KEY_ID_BYTES + NONCE_BYTES + sealed.length)
                .put(FORMAT)
                .put(keyId(version))
                .put(nonce)
                .put(sealed)
                .array());
    }

    Secret open(TenantId tenant, UserId user, Secret sealed) {
        ByteBuffer parts = ByteBuffer.wrap(sealed.bytes());
        if (parts.remaining() < 1 + KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES || parts.get() != FORMAT) {
            throw unreadable(null);
        }
        byte[] keyId = new byte[KEY_ID_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] ciphertext = new byte[parts.remaining() - KEY_ID_BYTES - NONCE_BYTES];
        parts.get(keyId).get(nonce).get(ciphertext);
        SecretSource.Version version = secrets.accepted(keyName).stream()
                .filter(candidate -> Arrays.equals(keyId(candidate), keyId))
                .findFirst()
                .orElseThrow(() -> ChatException.fault(
                        ErrorCode.CONFIGURATION,
                        "The secret '" + keyName + "' has no version with which a stored second factor was sealed",
                        null));
        byte[] opened = run(Cipher.DECRYPT_MODE, version, nonce, tenant, user, ciphertext);
        Secret secret = Secret.of(opened);
        Arrays.fill(opened, (byte) 0);
        return secret;
    }

    private byte[] run(
            int mode, SecretSource.Version version, byte[] nonce, TenantId tenant, UserId user, byte[] input) {
        byte[] key = key(version);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            // Neither id holds a NUL.
            cipher.updateAAD((tenant.value() + '\0' + user.value()).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw unreadable(e);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(input, (byte) 0);
        }
    }

    private byte[] key(SecretSource.Version version) {
        if (version.value().length() < KEY_BYTES) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION,
                    "The secret '" + keyName + "' has fewer than " + KEY_BYTES + " bytes",
                    null);
        }
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(version.value().bytes(), null, PURPOSE));
        byte[] key = new byte[KEY_BYTES];
        hkdf.generateBytes(key, 0, key.length);
        return key;
    }

    private static byte[] keyId(SecretSource.Version version) {
        try {
            byte[] name = version.version().getBytes(StandardCharsets.UTF_8);
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(name), KEY_ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must provide SHA-256", e);
        }
    }

    private static ChatException unreadable(@Nullable Throwable cause) {
        return ChatException.fault(
                ErrorCode.INTERNAL, "The sealed secret of a second factor can't be opened as that of its user", cause);
    }
}
