package dev.parley.operations.backup;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.RestorePlace;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A folder of files, such as attachments, with the folders in it. Thread-safe.
 *
 * <p>What the host owes it: files appear under their names whole, by a rename, and are never changed after that; what begins
 * with a dot is on its way and not backed up; names are of the form of part names, 1 to 255 of {@code a-z A-Z 0-9 . - _} and
 * slash. A link, another name, or a file that is gone or changed before it was written fails the snapshot. A folder that is
 * not there fails it as well: an empty one must be made.
 *
 * <p>A restore is prepared in a folder beside it, {@code .NAME.restore-…}, and activated by renaming that: so the folder must
 * not be a mount point itself. What a process leaves there that dies is removed by the next restore or verification.
 */
public final class FolderSource implements BackupSource {

    private final String name;
    private final Path folder;
    private final InstantSource clock;
    private final Function<String, Optional<Owner>> owners;
    private final RestoreFolders folders;

    /**
     * Whose a file is.
     *
     * @param tenant of the user
     * @param user whose it is
     */
    public record Owner(TenantId tenant, UserId user) {}

    /**
     * A folder of which no file is anybody's: erasing a user erases nothing.
     *
     * @param name the name of the source
     * @param folder which
     * @param clock the time
     */
    public FolderSource(String name, Path folder, InstantSource clock) {
        this(name, folder, clock, any -> Optional.empty());
    }

    /**
     * A folder.
     *
     * @param name the name of the source: 1 to 32 of a-z, 0-9 and dash, beginning with a letter
     * @param folder which; need not be there before something is restored into it
     * @param clock the time
     * @param owners tells of the name of a file, relative and with slashes, whose it is; thread-safe
     * @throws IllegalArgumentException if the name is not of the form
     */
    public FolderSource(String name, Path folder, InstantSource clock, Function<String, Optional<Owner>> owners) {
        if (!Names.isSource(name)) {
            throw new IllegalArgumentException(
                    "A source is called 1 to 32 of a-z, 0-9 and dash, beginning with a letter");
        }
        this.name = name;
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
        this.owners = owners;
        folders = new RestoreFolders(this.folder);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Snapshot snapshot(Deadline deadline) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw unavailable("is not there, or is a link", null);
        }
        try {
            return FolderSnapshot.take(folder, clock, deadline);
        } catch (IOException e) {
            throw unavailable("can't be read", e);
        }
    }

    @Override
    public RestorePlace place(Deadline deadline) {
        deadline.check();
        try {
            if (!isEmpty()) {
                throw notEmpty();
            }
            return open(false);
        } catch (IOException e) {
            throw unavailable("can't be restored into", e);
        }
    }

    @Override
    public RestorePlace scratch(Deadline deadline) {
        deadline.check();
        try {
            return open(true);
        } catch (IOException e) {
            throw unavailable("has no room beside it", e);
        }
    }

    private RestorePlace open(boolean scratch) throws IOException {
        Files.createDirectories(DurableFiles.parent(folder));
        return new FolderPlace(folders.open(), scratch ? Optional.empty() : Optional.of(this::activate), owners);
    }

    private void activate(Path restored) {
        try {
            DurableFiles.move(restored, folder);
        } catch (IOException e) {
            try {
                if (!isEmpty()) {
                    throw notEmpty();
                }
            } catch (IOException unreadable) {
                e.addSuppressed(unreadable);
            }
            throw unavailable("can't be replaced by what was restored", e);
        }
    }

    private boolean isEmpty() throws IOException {
        return Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)
                || (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && DurableFiles.sorted(folder).isEmpty());
    }

    private ChatException notEmpty() {
        return ChatException.fault(ErrorCode.RESTORE_NOT_EMPTY, "Folder " + folder + " is not empty", null);
    }

    private ChatException unavailable(String what, @Nullable Exception cause) {
        return ChatException.fault(ErrorCode.BACKUP_UNAVAILABLE, "Folder " + folder + " " + what, cause);
    }
}
