package dev.parley.operations.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock among processes, which ends with the process. The file stays open until this is closed: whoever closes a file drops
 * all locks that its process has on it, as POSIX has it. Thread-safe; who has locked need not be who releases.
 */
final class DirectoryLock implements AutoCloseable {

    private final Path file;
    private final ReentrantLock guard = new ReentrantLock();
    private @Nullable FileChannel channel;
    private @Nullable FileLock held;

    DirectoryLock(Path file) {
        this.file = file;
    }

    /** {@return whether it is had now; it is not if it was had before, here or anywhere} */
    boolean tryLock() throws IOException {
        guard.lock();
        try {
            if (held != null) {
                return false;
            }
            FileChannel open = channel;
            if (open == null || !open.isOpen()) {
                open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                channel = open;
            }
            held = open.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } finally {
            guard.unlock();
        }
    }

    void release() throws IOException {
        guard.lock();
        try {
            FileLock lock = held;
            held = null;
            if (lock != null && lock.isValid()) {
                lock.release();
            }
        } finally {
            guard.unlock();
        }
    }

    @Override
    public void close() {
        guard.lock();
        try {
            FileChannel open = channel;
            held = null;
            channel = null;
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            guard.unlock();
        }
    }
}
