package dev.parley.testkit;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.List;
import java.util.stream.IntStream;

/** One fault for each of the rules SR-1 to SR-5. */
record PlantedSecretFaults(String rule, InMemorySecrets delegate) implements SecretSource, SecretSourceFactory.Secrets {

    static SecretSourceFactory.Secrets plant(String rule) {
        return new PlantedSecretFaults(rule, SecretSource.inMemory());
    }

    @Override
    public SecretSource source() {
        return this;
    }

    @Override
    public void put(String name, Secret value) {
        delegate.put(name, value);
    }

    @Override
    public void rotate(String name, Secret value) {
        delegate.rotate(name, value);
    }

    @Override
    public String placeOf(String name) {
        return "memory";
    }

    /** SR-1: the oldest is current. */
    @Override
    public Version current(String name) {
        List<Version> versions = accepted(name);
        return versions.get(rule.equals("SR-1") ? versions.size() - 1 : 0);
    }

    /** SR-2: does not say where; SR-3: names versions by their place; SR-5: looks for any name. */
    @Override
    public List<Version> accepted(String name) {
        try {
            List<Version> versions = delegate.accepted(name);
            return rule.equals("SR-3")
                    ? IntStream.range(0, versions.size())
                            .mapToObj(i -> new Version("v" + i, versions.get(i).value()))
                            .toList()
                    : versions;
        } catch (IllegalArgumentException | ChatException e) {
            if (rule.equals(e instanceof ChatException ? "SR-2" : "SR-5")) {
                throw ChatException.fault(ErrorCode.CONFIGURATION, "There is no '" + name + "'", e);
            }
            throw e;
        }
    }

    /** SR-4: shows a value. */
    @Override
    public String toString() {
        return rule.equals("SR-4")
                ? accepted(SecretSourceContract.NAME).get(0).value().text()
                : "secrets";
    }

    @Override
    public void close() {
        // It holds nothing but memory.
    }
}
