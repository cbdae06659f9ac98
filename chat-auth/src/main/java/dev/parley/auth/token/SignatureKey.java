package dev.parley.auth.token;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.VerifySecureDigestRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * A key with the one algorithm that it is for, ready to verify. Thread-safe. The algorithm lies in the key and is never
 * taken from a token, so that no token can have a public key used as a secret.
 */
final class SignatureKey {

    private static final int MAC_BYTES = 32;
    private static final int P256_SIGNATURE_BYTES = 64;
    private static final int ED25519_SIGNATURE_BYTES = 64;

    private final JwsAlgorithm algorithm;
    private final @Nullable String id;
    private final Key key;
    private final int signatureBytes;
    private final @Nullable ThreadLocal<MacWork> macs;

    /**
     * A key that was checked to fit its algorithm.
     *
     * @param algorithm the algorithm
     * @param id the key id, or null
     * @param key a public key, or a secret
     * @param signatureBytes how long a signature is
     */
    private SignatureKey(JwsAlgorithm algorithm, @Nullable String id, Key key, int signatureBytes) {
        this.algorithm = algorithm;
        this.id = id;
        this.key = key;
        this.signatureBytes = signatureBytes;
        this.macs = algorithm.symmetric() ? ThreadLocal.withInitial(() -> new MacWork(key)) : null;
    }

    static SignatureKey secret(@Nullable String id, Key key) {
        return new SignatureKey(JwsAlgorithm.HS256, id, key, MAC_BYTES);
    }

    static SignatureKey rsa(JwsAlgorithm algorithm, @Nullable String id, PublicKey key, int modulusBits) {
        return new SignatureKey(algorithm, id, key, (modulusBits + Byte.SIZE - 1) / Byte.SIZE);
    }

    static SignatureKey p256(@Nullable String id, PublicKey key) {
        return new SignatureKey(JwsAlgorithm.ES256, id, key, P256_SIGNATURE_BYTES);
    }

    static SignatureKey ed25519(@Nullable String id, PublicKey key) {
        return new SignatureKey(JwsAlgorithm.EDDSA, id, key, ED25519_SIGNATURE_BYTES);
    }

    JwsAlgorithm algorithm() {
        return algorithm;
    }

    @Nullable
    String id() {
        return id;
    }

    boolean sameAs(SignatureKey other) {
        return algorithm == other.algorithm && MessageDigest.isEqual(key.getEncoded(), other.key.getEncoded());
    }

    /**
     * Verifies a signature.
     *
     * @param compact the token
     * @param signedChars how many of its characters are signed
     * @param signature the signature
     * @return whether it is that of this key
     */
    boolean verify(String compact, int signedChars, byte[] signature) {
        if (signature.length != signatureBytes) {
            return false;
        }
        if (macs != null) {
            return MessageDigest.isEqual(macs.get().of(compact, signedChars), signature);
        }
        byte[] signed = compact.substring(0, signedChars).getBytes(StandardCharsets.ISO_8859_1);
        try {
            return algorithm.signature().verify(new Request(signed, (PublicKey) key, signature));
        } catch (JwtException | IllegalArgumentException e) {
            // Numbers that are no point, or out of range: as wrong as a signature of somebody else.
            return false;
        }
    }

    /**
     * What one thread needs to compute MACs without allocating: jjwt's own takes a new MAC and a buffer of 4 KiB each time,
     * which is most of what refusing a forged token would cost.
     */
    private static final class MacWork {

        private static final int CHUNK = 512;

        private final Mac mac;
        private final byte[] chunk = new byte[CHUNK];
        private final byte[] result = new byte[MAC_BYTES];

        MacWork(Key key) {
            try {
                mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException("Every Java platform must provide HMAC with SHA-256", e);
            }
        }

        byte[] of(String text, int chars) {
            try {
                for (int from = 0; from < chars; from += CHUNK) {
                    int length = Math.min(CHUNK, chars - from);
                    for (int i = 0; i < length; i++) {
                        chunk[i] = (byte) text.charAt(from + i);
                    }
                    mac.update(chunk, 0, length);
                }
                mac.doFinal(result, 0);
                return result;
            } catch (javax.crypto.ShortBufferException e) {
                throw new IllegalStateException("The buffer is as long as a SHA-256", e);
            }
        }
    }

    /** What jjwt wants to know to verify. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Request(byte[] signed, PublicKey key, byte[] signature)
            implements VerifySecureDigestRequest<PublicKey> {

        @Override
        public InputStream getPayload() {
            return new ByteArrayInputStream(signed);
        }

        @Override
        public @Nullable Provider getProvider() {
            return null;
        }

        @Override
        public @Nullable SecureRandom getSecureRandom() {
            return null;
        }

        @Override
        public PublicKey getKey() {
            return key;
        }

        @Override
        public byte[] getDigest() {
            return signature;
        }
    }
}
