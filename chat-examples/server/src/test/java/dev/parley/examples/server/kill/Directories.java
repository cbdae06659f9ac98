package dev.parley.examples.server.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the killed processes keep their data: in the build directory, so that a failed round can be looked at. */
public final class Directories {

    private Directories() {}

    /** {@return an empty directory of this name} */
    public static Path fresh(String name) throws IOException {
        Path directory = ServerProcess.jar().resolveSibling("kill").resolve(name);
        clear(directory);
        return Files.createDirectories(directory);
    }

    static void clear(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
