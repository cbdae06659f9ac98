package dev.parley.operations.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folders beside another in which restores are prepared. Each has a lock file, which is locked as long as its process
 * lives; what is not locked was left by one that died, and is removed. Thread-safe.
 */
final class RestoreFolders {

    private static final String LOCK = ".lock";

    private final Path parent;
    private final String prefix;
    private final Set<Path> open = ConcurrentHashMap.newKeySet();

    RestoreFolders(Path folder) {
        parent = DurableFiles.parent(folder);
        prefix = "." + folder.getFileName() + ".restore-";
    }

    /** A folder in which a restore is prepared. Removed when it is closed, if it is still there. */
    final class Prepared implements AutoCloseable {

        private final Path folder;
        private final Path lockFile;
        private final DirectoryLock lock;

        private Prepared(Path folder) {
            this.folder = folder;
            lockFile = parent.resolve(folder.getFileName() + LOCK);
            lock = new DirectoryLock(lockFile);
        }

        Path path() {
            return folder;
        }

        @Override
        public void close() {
            try {
                DurableFiles.removeTree(folder);
                Files.deleteIfExists(lockFile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                open.remove(lockFile);
                lock.close();
            }
        }
    }

    Prepared open() throws IOException {
        removeLeft();
        Prepared prepared = new Prepared(parent.resolve(prefix + UUID.randomUUID()));
        open.add(prepared.lockFile);
        boolean ready = false;
        try {
            if (!prepared.lock.tryLock()) {
                throw new IOException("A folder to restore into was taken for one that was left");
            }
            Files.createDirectory(prepared.folder);
            ready = true;
            return prepared;
        } finally {
            if (!ready) {
                prepared.close();
            }
        }
    }

    private void removeLeft() throws IOException {
        for (Path file : DurableFiles.sorted(parent)) {
            String name = String.valueOf(file.getFileName());
            if (name.startsWith(prefix) && name.endsWith(LOCK) && !open.contains(file)) {
                removeIfLeft(file, parent.resolve(name.substring(0, name.length() - LOCK.length())));
            }
        }
    }

    private static void removeIfLeft(Path lockFile, Path folder) throws IOException {
        try (DirectoryLock lock = new DirectoryLock(lockFile)) {
            if (lock.tryLock()) {
                DurableFiles.removeTree(folder);
                Files.deleteIfExists(lockFile);
            }
        }
    }
}
