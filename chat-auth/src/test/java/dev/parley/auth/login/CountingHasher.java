package dev.parley.auth.login;

import dev.parley.auth.password.Argon2Parameters;
import dev.parley.auth.password.Argon2PasswordHasher;
import dev.parley.core.auth.PasswordHasher;
import java.util.concurrent.atomic.AtomicInteger;

/** Argon2id with as little memory as it allows, and a count of the passwords that were looked at. */
final class CountingHasher implements PasswordHasher {

    static final Argon2Parameters CHEAP =
            Argon2Parameters.DEFAULT.withMemoryKib(8).withIterations(1);

    private final PasswordHasher hasher;
    private final AtomicInteger verified = new AtomicInteger();
    private final AtomicInteger hashed = new AtomicInteger();

    CountingHasher(Argon2Parameters parameters) {
        this.hasher = new Argon2PasswordHasher(parameters);
    }

    @Override
    public String hash(CharSequence password) {
        hashed.incrementAndGet();
        return hasher.hash(password);
    }

    @Override
    public boolean verify(CharSequence password, String hash) {
        verified.incrementAndGet();
        return hasher.verify(password, hash);
    }

    @Override
    public boolean needsRehash(String hash) {
        return hasher.needsRehash(hash);
    }

    int verified() {
        return verified.get();
    }

    int hashed() {
        return hashed.get();
    }
}
