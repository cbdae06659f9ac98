package dev.parley.core.auth;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets from variables, or from the files that variables name. */
final class EnvironmentSecrets implements SecretSource {

    private final Map<String, String> variables;

    /** By path; as many as there are variables that name one. */
    private final Map<String, SecretFile> files = new ConcurrentHashMap<>();

    EnvironmentSecrets(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public Version current(String name) {
        return accepted(name).get(0);
    }

    @Override
    public List<Version> accepted(String name) {
        String variable = SecretNames.require(name).toUpperCase(Locale.ROOT).replace('-', '_');
        Secret current = read(variable)
                .orElseThrow(() -> SecretNames.missing(
                        name, "the variable " + variable + " and the file that " + variable + "_FILE names"));
        return SecretNames.versions(current, read(variable + "_PREVIOUS"));
    }

    private Optional<Secret> read(String variable) {
        Optional<String> value = valueOf(variable);
        Optional<String> path = valueOf(variable + "_FILE");
        if (value.isPresent() && path.isPresent()) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, "Of " + variable + " and " + variable + "_FILE only one may be set", null);
        }
        return value.map(Secret::of)
                .or(() ->
                        path.flatMap(named -> fileOf(variable + "_FILE", named).read()));
    }

    private SecretFile fileOf(String variable, String path) {
        return files.computeIfAbsent(
                path,
                named -> new SecretFile(
                        "The file that " + variable + " names", pathOf(variable, named), InstantSource.system()));
    }

    private Optional<String> valueOf(String variable) {
        return Optional.ofNullable(variables.get(variable)).filter(value -> !value.isEmpty());
    }

    private static Path pathOf(String variable, String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            // Without the cause: a secret that was set as the path by mistake would be in its message.
            throw ChatException.fault(ErrorCode.CONFIGURATION, variable + " is not a path", null);
        }
    }

    /** Says nothing of the variables. */
    @Override
    public String toString() {
        return "EnvironmentSecrets";
    }
}
