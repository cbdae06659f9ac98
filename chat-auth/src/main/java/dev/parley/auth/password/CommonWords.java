package dev.parley.auth.password;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The bundled passwords, all in lower case. */
final class CommonWords {

    private static final String RESOURCE = "common-passwords.txt";

    private CommonWords() {}

    static Set<String> bundled() {
        return Holder.WORDS;
    }

    /** Read once, when a password is first looked up and not when a class is loaded that may never need it. */
    private static final class Holder {
        private static final Set<String> WORDS = read();

        private static Set<String> read() {
            try (InputStream in = Objects.requireNonNull(CommonWords.class.getResourceAsStream(RESOURCE), RESOURCE)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .collect(Collectors.toUnmodifiableSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
