package dev.parley.core.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets in memory, for tests and for hosts that fetch them from elsewhere. Thread-safe. Lost with the process. */
public final class InMemorySecrets implements SecretSource {

    private final Map<String, List<Version>> secrets = new ConcurrentHashMap<>();

    InMemorySecrets() {}

    /**
     * Sets a secret; versions that it had before are no longer accepted.
     *
     * @param name the secret
     * @param value its only version
     */
    public void put(String name, Secret value) {
        secrets.put(SecretNames.require(name), List.of(Version.of(requireSome(value))));
    }

    /**
     * Gives a secret a new version; those before are still accepted, until {@link #put} ends them.
     *
     * @param name the secret
     * @param value its new current version
     */
    public void rotate(String name, Secret value) {
        Version next = Version.of(requireSome(value));
        secrets.merge(SecretNames.require(name), List.of(next), (before, added) -> {
            List<Version> all = new ArrayList<>(added);
            before.stream().filter(version -> !version.equals(next)).forEach(all::add);
            return List.copyOf(all);
        });
    }

    private static Secret requireSome(Secret value) {
        if (value.length() == 0) {
            throw new IllegalArgumentException("A secret must not be empty");
        }
        return value;
    }

    @Override
    public Version current(String name) {
        return accepted(name).get(0);
    }

    @Override
    public List<Version> accepted(String name) {
        List<Version> versions = secrets.get(SecretNames.require(name));
        if (versions == null) {
            throw SecretNames.missing(name, "memory");
        }
        return versions;
    }

    /** Says how many there are, and nothing of them. */
    @Override
    public String toString() {
        return "InMemorySecrets[" + secrets.size() + "]";
    }
}
