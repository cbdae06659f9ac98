package dev.parley.core.auth;

/**
 * Turns passwords into strings that are safe to store. Thread-safe. Slow by design: callers bound how many run at once.
 *
 * <p>Rules, checked by {@code PasswordHasherContract}:
 *
 * <ul>
 *   <li>PH-1 A hash is a PHC string (algorithm, version, parameters, salt, hash), so that it says itself how it is
 *       verified; two hashes of one password differ.
 *   <li>PH-2 A password is taken exactly as it was received: not trimmed, not normalised, not cut.
 *   <li>PH-3 Verifying takes the parameters of the stored string, within declared bounds; a string out of bounds or not
 *       understood never verifies.
 * </ul>
 *
 * <p>Comparing takes the same time wherever the first difference is.
 */
public interface PasswordHasher {

    /**
     * Hashes a password with a new salt.
     *
     * @param password the password, as received
     * @return a PHC string
     */
    String hash(CharSequence password);

    /**
     * Checks a password.
     *
     * @param password the password, as received
     * @param hash a PHC string
     * @return whether the string was made from the password
     */
    boolean verify(CharSequence password, String hash);

    /**
     * Tells whether a stored string should be replaced at the next login, for it has other parameters than new ones.
     *
     * @param hash a PHC string
     * @return whether to hash anew
     */
    boolean needsRehash(String hash);
}
