package dev.parley.web.csrf;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import java.util.Arrays;
import java.util.List;

/** Keys for tests, the current one first; each is a letter, 32 times. */
record KeyRing(List<Version> versions) implements SecretSource {

    static KeyRing of(String... letters) {
        return new KeyRing(Arrays.stream(letters)
                .map(letter -> new Version(letter, Secret.of(letter.repeat(32))))
                .toList());
    }

    @Override
    public Version current(String name) {
        return versions.get(0);
    }

    @Override
    public List<Version> accepted(String name) {
        return versions;
    }
}
