package dev.parley.auth.password;

import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many passwords be hashed at once, and no more: a flood of logins must take neither all memory nor all cores.
 * Thread-safe. Who comes when all places are taken waits, in order of arrival, until the deadline. A hash that has begun
 * goes on to its end, so a call may last one hash longer than its deadline.
 *
 * <p>With the hashers of this package the memory of a place, 19 MiB by default, is wiped and used again by the next hash
 * in it, instead of being left to the garbage collector.
 */
public final class PasswordGate {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /** Of the password that nobody has: nobody can guess it, either. */
    private static final int DECOY_BYTES = 32;

    private final PasswordHasher hasher;
    private final int atOnce;
    private final Duration longestWait;
    private final Semaphore places;
    private volatile String decoy;

    /**
     * A gate at which nobody waits for more than a second.
     *
     * @param hasher who hashes
     * @param atOnce how many places there are, 1 to 1,024; as many as there are cores is a good choice, for more at once
     *     are no faster
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public PasswordGate(PasswordHasher hasher, int atOnce) {
        this(hasher, atOnce, LONGEST_WAIT);
    }

    /**
     * A gate. Hashes one password, so that later an unknown user costs what a known one does.
     *
     * @param hasher who hashes
     * @param atOnce how many places there are, 1 to 1,024
     * @param longestWait how long to wait for a place at most, more than zero. Keep it well below the time of a call: in a
     *     flood everybody who gets a place has waited that long, and without time left the hash would be in vain
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public PasswordGate(PasswordHasher hasher, int atOnce, Duration longestWait) {
        if (atOnce < 1 || atOnce > 1024) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, "atOnce is " + atOnce + " and must be 1 to 1,024", null);
        }
        if (longestWait.isNegative() || longestWait.isZero()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, "longestWait must be more than zero", null);
        }
        this.longestWait = longestWait;
        this.hasher = Objects.requireNonNull(hasher, "hasher") instanceof KeepsMemory reusable
                ? reusable.keepingMemoryOf(atOnce)
                : hasher;
        this.atOnce = atOnce;
        this.places = new Semaphore(atOnce, true);
        this.decoy = this.hasher.hash(unguessable());
    }

    /**
     * Hashes a password.
     *
     * @param password the password, as received
     * @param deadline until when to wait for a place
     * @return what to store
     * @throws IllegalArgumentException if the password is not well-formed UTF-16
     * @throws ChatException {@link ErrorCode#STORE_OVERLOADED} if no place came free; nothing was hashed
     */
    public String hash(String password, Deadline deadline) {
        return inPlace(deadline, () -> hasher.hash(password));
    }

    /**
     * Checks a password.
     *
     * @param password the password, as received
     * @param credential what is stored, or null for a user who does not exist or has no password: then the answer is no,
     *     after as much work as for a credential that was made today
     * @param deadline until when to wait for a place
     * @return whether the credential was made from the password
     * @throws ChatException {@link ErrorCode#STORE_OVERLOADED} if no place came free; nothing was checked
     */
    public boolean verify(String password, @Nullable String credential, Deadline deadline) {
        return inPlace(deadline, () -> {
            boolean same = hasher.verify(password, credential == null ? currentDecoy() : credential);
            return credential != null && same;
        });
    }

    /**
     * Tells whether a stored string should be replaced at the next login.
     *
     * @param credential what is stored
     * @return whether to hash anew
     */
    public boolean needsRehash(String credential) {
        return hasher.needsRehash(credential);
    }

    /** The hasher may have gone on to another version of its pepper since the last one was made. */
    private String currentDecoy() {
        String made = decoy;
        if (hasher.needsRehash(made)) {
            made = hasher.hash(unguessable());
            decoy = made;
        }
        return made;
    }

    private static String unguessable() {
        byte[] bytes = new byte[DECOY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private <T> T inPlace(Deadline deadline, Supplier<T> work) {
        long patience = Math.min(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS.convert(longestWait));
        try {
            if (!places.tryAcquire(patience, TimeUnit.NANOSECONDS)) {
                throw ChatException.passing(
                        ErrorCode.STORE_OVERLOADED,
                        "All " + atOnce + " places for hashing passwords stayed taken",
                        RETRY_AFTER,
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The thread was interrupted", e);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
