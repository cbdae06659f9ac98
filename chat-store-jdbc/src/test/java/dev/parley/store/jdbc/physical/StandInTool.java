package dev.parley.store.jdbc.physical;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A folder with small shell scripts that take the place of the tools. */
record StandInTool(Path folder) {

    Map<String, String> environment() {
        return Map.of(
                "PATH", folder + ":/usr/bin:/bin", "HOME", folder.toString(), "BACKUP_KEY", "key-kept-from-everybody");
    }

    /** The script is called with the arguments of the tool; the question for its version is answered before it. */
    void install(String name, String script) {
        try {
            Path file = folder.resolve(name);
            Files.writeString(
                    file,
                    "#!/bin/sh\ncase \"$1\" in version|--version) echo \"" + name
                            + " (PostgreSQL) 15.18\"; exit 0;; esac\n"
                            + "for a in \"$@\"; do case \"$a\" in --pgdata=*) data=\"${a#--pgdata=}\";; esac; done\n"
                            + script
                            + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
