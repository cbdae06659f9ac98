package dev.parley.examples.server.accounts;

import dev.parley.core.auth.PasswordHasher;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and checks passwords, a bounded number at once: each takes a core for tens of milliseconds and 19 MiB, so without
 * a bound a few hundred logins would take the server down. Who can't be served in time is told to come again.
 */
final class Passwords {

    private static final int MIN_CODE_POINTS = 8;
    private static final int MAX_CODE_POINTS = 256;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final PasswordHasher hasher;
    private final Semaphore slots;
    /** Of no password that anybody has: checking against it makes an unknown user cost the same as a known one. */
    private final String decoy;

    Passwords(PasswordHasher hasher, int atOnce) {
        this.hasher = hasher;
        this.slots = new Semaphore(atOnce, true);
        this.decoy = hasher.hash(UUID.randomUUID().toString());
    }

    /**
     * Hashes a new password. Its length is the only rule for now; lists of common passwords come later.
     *
     * @param password as received
     * @return a PHC string
     */
    String hash(String password) {
        int length = password.codePointCount(0, password.length());
        boolean malformed = password.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE);
        if (malformed || length < MIN_CODE_POINTS || length > MAX_CODE_POINTS) {
            throw new ProblemException(Problem.of(
                    ApiCode.PASSWORD_MALFORMED,
                    "password",
                    "must have " + MIN_CODE_POINTS + " to " + MAX_CODE_POINTS + " code points"));
        }
        return rehash(password);
    }

    /** Hashes a password that is known to be right, whatever the rules were when it was new. */
    String rehash(String password) {
        return inSlot(() -> hasher.hash(password));
    }

    /** {@return whether a credential was made with other parameters than those of today} */
    boolean isOutdated(String credential) {
        return hasher.needsRehash(credential);
    }

    /**
     * Checks a password, with the same effort whether there is a credential or not.
     *
     * @param password as received
     * @param credential the stored PHC string, or null for a user who is not known or has none
     * @return whether it is right
     */
    boolean verify(String password, @Nullable String credential) {
        boolean matches = inSlot(() -> hasher.verify(password, credential == null ? decoy : credential));
        return matches && credential != null;
    }

    private <T> T inSlot(Supplier<T> work) {
        try {
            if (!slots.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(Problem.of(ApiCode.OVERLOADED));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.of(ApiCode.OVERLOADED));
        }
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }
}
