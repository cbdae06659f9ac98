package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.StoredBackup.State;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the files of a {@link DirectoryTarget} are called. Nothing else is a name of it, so nothing leaves the directory. */
final class DirectoryNames {

    private static final Pattern ARCHIVE =
            Pattern.compile("([0-9]{8}T[0-9]{6}Z-[0-9a-f]{8})\\.(backup|partial|writing)");
    private static final Pattern NOTE = Pattern.compile("[a-z0-9-]{1,64}");

    private final Path directory;

    DirectoryNames(Path directory) {
        this.directory = directory;
    }

    /** A file that is an archive, or was to become one. */
    record Named(BackupId id, State state) {}

    Path archive(BackupId id, State state) {
        return directory.resolve(id.value() + "." + ending(state));
    }

    Path verification(BackupId id) {
        return directory.resolve(id.value() + ".verified");
    }

    Path note(String name) {
        if (!NOTE.matcher(name).matches()) {
            throw new IllegalArgumentException("The name of a note is 1 to 64 of a-z, 0-9 and dash");
        }
        return directory.resolve("note-" + name + ".txt");
    }

    Path lock() {
        return directory.resolve(".lock");
    }

    /** {@return a name under which a file is written before it is there; another for each process and call} */
    Path temporary(String distinct) {
        return directory.resolve(".new-" + ProcessHandle.current().pid() + "-" + distinct);
    }

    static Optional<Named> parse(Path file) {
        Matcher parts = ARCHIVE.matcher(String.valueOf(file.getFileName()));
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Named(new BackupId(parts.group(1)), state(parts.group(2))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String ending(State state) {
        return switch (state) {
            case COMPLETE -> "backup";
            case PARTIAL -> "partial";
            case FAILED -> "writing";
        };
    }

    private static State state(String ending) {
        return switch (ending) {
            case "backup" -> State.COMPLETE;
            case "partial" -> State.PARTIAL;
            default -> State.FAILED;
        };
    }
}
