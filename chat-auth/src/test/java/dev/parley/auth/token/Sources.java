package dev.parley.auth.token;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.List;

/** A source of one secret that tests replace. */
final class Sources implements SecretSource {

    private List<Version> versions = List.of();

    static Sources of(String value) {
        Sources source = new Sources();
        source.set(value);
        return source;
    }

    /** The values from now on, the current one first. */
    void set(String... values) {
        versions = java.util.stream.IntStream.range(0, values.length)
                .mapToObj(i -> new Version("v" + i, Secret.of(values[i])))
                .toList();
    }

    @Override
    public Version current(String name) {
        return accepted(name).get(0);
    }

    @Override
    public List<Version> accepted(String name) {
        if (versions.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, "There is no secret '" + name + "'", null);
        }
        return versions;
    }
}
