package dev.parley.auth.login;

import dev.parley.auth.password.PasswordFlaw;
import dev.parley.auth.password.PasswordGate;
import dev.parley.auth.password.PasswordPolicy;
import dev.parley.core.time.Deadline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The rules for passwords that are set, and who hashes them. Immutable and thread-safe. */
public final class NewPasswords {

    private final PasswordGate passwords;
    private final PasswordPolicy policy;
    private final List<String> serviceWords;

    /**
     * Rules.
     *
     * @param passwords who hashes
     * @param policy which passwords may be chosen
     * @param serviceWords the name of the service and the like; login and display name of the user are added to them
     */
    public NewPasswords(PasswordGate passwords, PasswordPolicy policy, Collection<String> serviceWords) {
        this.passwords = Objects.requireNonNull(passwords, "passwords");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.serviceWords = List.copyOf(serviceWords);
    }

    Optional<PasswordFlaw> flawOf(String password, boolean secondFactor, String login, String name) {
        List<String> words = new ArrayList<>(serviceWords);
        words.add(login);
        words.add(name);
        return policy.check(password, secondFactor, words);
    }

    String hash(String password, Deadline deadline) {
        return passwords.hash(password, deadline);
    }
}
