package dev.parley.testkit;

import dev.parley.core.auth.PasswordHasher;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/** A quick hasher that keeps the rules, and one fault for each of PH-1 to PH-3. Fit for nothing but this test. */
record PlantedHasherFaults(String rule) implements PasswordHasher {

    private static final String PREFIX = "$sha256$v=1$x=1$";

    @Override
    public String hash(CharSequence password) {
        String salt = rule.equals("PH-1") ? "c2FsdA" : encode(UUID.randomUUID().toString());
        return PREFIX + salt + "$" + digest(salt, password);
    }

    @Override
    public boolean verify(CharSequence password, String hash) {
        String[] parts =
                hash.substring(Math.min(PREFIX.length(), hash.length())).split("\\$", -1);
        boolean understood = hash.startsWith(PREFIX) && parts.length == 2;
        if (rule.equals("PH-3") && !understood) {
            return true;
        }
        return understood && digest(parts[0], password).equals(parts[1]);
    }

    @Override
    public boolean needsRehash(String hash) {
        return !hash.matches("\\$sha256\\$v=1\\$x=1\\$[^$]+\\$[^$]{43}");
    }

    private String digest(String salt, CharSequence password) {
        String taken = rule.equals("PH-2") ? password.toString().strip() : password.toString();
        return encode(salt + taken);
    }

    private static String encode(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
