package dev.parley.core.auth;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets from files of one folder. Names can't leave it: they have no dots and no slashes. */
final class FileSecrets implements SecretSource {

    private final Path folder;

    /** By file name; as many as the program has names for. */
    private final Map<String, SecretFile> files = new ConcurrentHashMap<>();

    FileSecrets(Path folder) {
        this.folder = folder;
    }

    @Override
    public Version current(String name) {
        return accepted(name).get(0);
    }

    @Override
    public List<Version> accepted(String name) {
        Secret current = read(SecretNames.require(name))
                .orElseThrow(() -> SecretNames.missing(name, "the file " + folder.resolve(name)));
        return SecretNames.versions(current, read(name + ".previous"));
    }

    private Optional<Secret> read(String file) {
        return files.computeIfAbsent(file, name -> open(folder.resolve(name))).read();
    }

    private static SecretFile open(Path path) {
        return new SecretFile("The file " + path, path, InstantSource.system());
    }

    @Override
    public String toString() {
        return "FileSecrets[" + folder + "]";
    }
}
