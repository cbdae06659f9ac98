package dev.parley.auth.token;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;

/** Signing keys for tests. */
final class Keys {

    static final String NAME = "jwt-key";
    static final String SECRET = "q8Kf2vLx0Tz5Wn7Yb3Rc9Jd1Hg6Mp4Qs";

    private Keys() {}

    static InMemorySecrets source(Secret value) {
        InMemorySecrets source = SecretSource.inMemory();
        source.put(NAME, value);
        return source;
    }

    static InMemorySecrets source(String value) {
        return source(Secret.of(value));
    }

    static SigningKeys shared() {
        return SigningKeys.fromSharedSecret(source(SECRET), NAME);
    }
}
