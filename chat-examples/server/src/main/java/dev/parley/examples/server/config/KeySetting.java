package dev.parley.examples.server.config;

import dev.parley.core.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** With what access tokens are signed: the keys of a file, or one secret that all servers of a system share. Immutable. */
public sealed interface KeySetting {

    /** The variable of a file. */
    String FILE = "JWT_KEY_FILE";

    /** The variable of a shared secret. */
    String SECRET = "JWT_SECRET";

    /** How many bytes a shared secret has at least: as many as HS256 gives out (RFC 7518 §3.2). */
    int MIN_SECRET_BYTES = 32;

    /** Fewer different characters than any random secret of that length has. */
    int MIN_DISTINCT = 8;

    /** What stands in samples and in what was typed without thought; random text holds none of them. */
    List<String> PLACEHOLDERS = List.of(
            "secret",
            "passw",
            "chang",
            "replac",
            "placeholder",
            "example",
            "your-",
            "your_",
            "insert",
            "default",
            "insecure",
            "please",
            "todo-",
            "123456",
            "abcdef",
            "qwert",
            "parley");

    /** {@return the variable that a message about these keys names} */
    String variable();

    /**
     * A JWK set in a file.
     *
     * @param path the file
     * @param generated whether the server makes it where it is not there
     */
    record KeyFile(Path path, boolean generated) implements KeySetting {
        @Override
        public String variable() {
            return FILE;
        }
    }

    /**
     * A secret for HS256.
     *
     * @param secret at least 32 bytes
     */
    record SharedSecret(Secret secret) implements KeySetting {
        @Override
        public String variable() {
            return SECRET;
        }
    }

    /** The setting of two variables of which at most one is there. */
    static KeySetting of(
            @Nullable String file,
            @Nullable String secret,
            boolean development,
            Path dataDirectory,
            Path workingDirectory) {
        if (file != null && secret != null) {
            throw new SettingException(FILE, "and " + SECRET + " must not both be set");
        }
        if (secret != null) {
            return shared(secret);
        }
        if (file != null) {
            return new KeyFile(path(file, workingDirectory), false);
        }
        if (!development) {
            throw new SettingException(FILE, "or " + SECRET + " must be set outside development");
        }
        return new KeyFile(dataDirectory.resolve("jwt-keys.json"), true);
    }

    private static Path path(String file, Path workingDirectory) {
        try {
            return workingDirectory.resolve(file);
        } catch (InvalidPathException e) {
            throw new SettingException(FILE, "must be a path");
        }
    }

    private static SharedSecret shared(String secret) {
        if (secret.getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES) {
            throw new SettingException(SECRET, "must have at least " + MIN_SECRET_BYTES + " bytes, chosen at random");
        }
        String lower = secret.toLowerCase(Locale.ROOT);
        if (PLACEHOLDERS.stream().anyMatch(lower::contains)) {
            throw new SettingException(SECRET, "looks like a placeholder; it must be chosen at random");
        }
        boolean repeated = (secret + secret).indexOf(secret, 1) < secret.length();
        if (repeated || secret.codePoints().distinct().count() < MIN_DISTINCT) {
            throw new SettingException(SECRET, "repeats itself; it must be chosen at random");
        }
        return new SharedSecret(Secret.of(secret));
    }
}
