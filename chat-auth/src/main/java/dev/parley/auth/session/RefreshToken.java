package dev.parley.auth.session;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.jspecify.annotations.Nullable;

/**
 * 256 random bits as {@code rt_} and base64url without padding. The store has its hash; beside it lies the successor,
 * sealed with AES-256-GCM under a key that HKDF-SHA256 (RFC 5869) yields of this token, so that only who brings this token
 * again can have it. The hash of this token is authenticated with it: sealed text of one row opens in no other.
 */
final class RefreshToken {

    private static final String PREFIX = "rt_";
    private static final Pattern FORM = Pattern.compile("rt_[A-Za-z0-9_-]{43}");
    private static final int TOKEN_BYTES = 32;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SEALED_BYTES = NONCE_BYTES + TOKEN_BYTES + TAG_BITS / 8;
    private static final byte[] KEY_LABEL = "parley refresh successor 1".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final String text;

    private RefreshToken(byte[] bytes) {
        this.bytes = bytes;
        this.text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static RefreshToken random(SecureRandom random) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return new RefreshToken(bytes);
    }

    /** {@return the token, if the text has the form of one; each token has one spelling} */
    static Optional<RefreshToken> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        RefreshToken token = new RefreshToken(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
        return token.text.equals(text) ? Optional.of(token) : Optional.empty();
    }

    String text() {
        return text;
    }

    TokenHash hash() {
        return TokenHash.of(text);
    }

    Secret seal(RefreshToken successor, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(successor.bytes);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
            System.arraycopy(encrypted, 0, sealed, NONCE_BYTES, encrypted.length);
            return Secret.of(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must provide AES-GCM", e);
        }
    }

    RefreshToken open(Secret sealed) {
        byte[] all = sealed.bytes();
        if (all.length != SEALED_BYTES) {
            throw doesNotOpen(null);
        }
        try {
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            return new RefreshToken(
                    cipher(Cipher.DECRYPT_MODE, nonce).doFinal(all, NONCE_BYTES, SEALED_BYTES - NONCE_BYTES));
        } catch (GeneralSecurityException e) {
            throw doesNotOpen(e);
        }
    }

    private static ChatException doesNotOpen(@Nullable Exception cause) {
        return ChatException.fault(ErrorCode.INTERNAL, "The stored successor of a refresh token does not open", cause);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(bytes, null, KEY_LABEL));
        byte[] key = new byte[KEY_BYTES];
        hkdf.generateBytes(key, 0, KEY_BYTES);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(hash().hex().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    @Override
    public String toString() {
        return "RefreshToken[…]";
    }
}
