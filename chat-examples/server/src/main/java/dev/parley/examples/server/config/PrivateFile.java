package dev.parley.examples.server.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Files that only the user of this process may read, written whole or not at all. */
public final class PrivateFile {

    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private PrivateFile() {}

    /**
     * Puts a file in its place, or in the place of one that is there.
     *
     * @param file where
     * @param text what it holds
     * @throws IOException if it can't be written; then what was there is still there
     */
    public static void replace(Path file, String text) throws IOException {
        Path draft = draft(file, text);
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Puts a file in its place unless there is one. Of several processes that do it at once one is the first, and the file
     * of that one stays.
     *
     * @param file where
     * @param text what it holds
     * @return whether it was put there
     * @throws IOException if it can't be written
     */
    public static boolean create(Path file, String text) throws IOException {
        Path draft = draft(file, text);
        try {
            // Unlike a move, a link never takes the place of what is there.
            Files.createLink(file, draft);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.delete(draft);
        }
    }

    private static Path draft(Path file, String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("A file needs a directory");
        }
        Files.createDirectories(directory);
        Path draft = directory.resolve(file.getFileName() + "." + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(draft, NEW, ownerOnly())) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        return draft;
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
