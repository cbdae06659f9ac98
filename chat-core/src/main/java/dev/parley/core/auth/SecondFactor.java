package dev.parley.core.auth;

/**
 * What a user's one-time passwords are checked against. Immutable.
 *
 * @param sealedSecret the shared secret, encrypted by the caller
 * @param lastStep the newest time step whose password was used; -1 if none was
 * @param recoveryCodes how many recovery codes are left
 * @param confirmed whether the user has shown to own it; only then logins ask for it
 */
public record SecondFactor(Secret sealedSecret, long lastStep, int recoveryCodes, boolean confirmed) {

    /** Leaves the secret out: an object may end up in a log. */
    @Override
    public String toString() {
        return "SecondFactor[recoveryCodes=" + recoveryCodes + ", confirmed=" + confirmed + "]";
    }
}
