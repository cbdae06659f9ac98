package dev.parley.auth.password;

import java.util.Locale;

/**
 * Passwords that nobody may choose, because they are among the first that are guessed. Thread-safe. A host may bring a
 * list of its own, one of breached passwords for example; it is asked twice for each new password, never at login.
 */
@FunctionalInterface
public interface PasswordBlocklist {

    /**
     * Looks a password up.
     *
     * @param password the whole password, once as received and once in lower case without white space around it
     * @return whether it is on the list
     */
    boolean contains(String password);

    /**
     * {@return a list that holds what this one holds, and what another one does}
     *
     * @param other the other one, asked second
     */
    default PasswordBlocklist or(PasswordBlocklist other) {
        return password -> contains(password) || other.contains(password);
    }

    /** {@return the 10,000 most common passwords, whatever the case of their letters; in memory} */
    static PasswordBlocklist bundled() {
        return password -> CommonWords.bundled().contains(password.toLowerCase(Locale.ROOT));
    }
}
