package dev.parley.auth.token;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** Secrets that are derived from the private parts of keys, by HKDF with SHA-256 (RFC 5869). */
final class DerivedSecrets implements SecretSource {

    private static final int BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final byte[] SALT = "dev.parley.auth.token".getBytes(StandardCharsets.US_ASCII);

    private final String label;
    private final Supplier<List<SigningKey>> keys;

    DerivedSecrets(String label, Supplier<List<SigningKey>> keys) {
        this.label = label;
        this.keys = keys;
    }

    static Secret derive(Secret material, String label) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(material.bytes(), SALT, label.getBytes(StandardCharsets.UTF_8)));
        byte[] bytes = new byte[BYTES];
        hkdf.generateBytes(bytes, 0, BYTES);
        return Secret.of(bytes);
    }

    @Override
    public Version current(String name) {
        return accepted(name).get(0);
    }

    @Override
    public List<Version> accepted(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be 1 to 64 of a-z, 0-9 and '-'");
        }
        Map<String, Version> versions = new LinkedHashMap<>();
        for (SigningKey key : keys.get()) {
            if (key.signing() != null) {
                versions.putIfAbsent(key.id(), new Version(key.id(), derive(key.secretMaterial(), label + "/" + name)));
            }
        }
        return List.copyOf(versions.values());
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "DerivedSecrets[" + label + "]";
    }
}
