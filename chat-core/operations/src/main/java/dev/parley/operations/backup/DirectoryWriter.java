package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** Writes one archive of a directory. What is closed without having been committed stays as one that failed. */
final class DirectoryWriter implements BackupTarget.Writer {

    private static final int BUFFER = 1 << 16;

    private final DirectoryNames names;
    private final BackupId id;
    private final DirectoryLock lock;
    private final FileChannel channel;
    private final MessageDigest digest = Sha256.digest();
    private final OutputStream out;
    private boolean ended;

    /** Begins. The lock is held, and released at the end. */
    DirectoryWriter(DirectoryNames names, BackupId id, DirectoryLock lock) throws IOException {
        this.names = names;
        this.id = id;
        this.lock = lock;
        channel = FileChannel.open(
                names.archive(id, State.FAILED), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void commit(State state) throws IOException {
        if (state == State.FAILED || ended) {
            throw new IllegalStateException("Only what is being written is committed, as complete or partial");
        }
        channel.force(true);
        channel.close();
        Path written = names.archive(id, State.FAILED);
        if (!sha256(written).equals(Sha256.hex(digest))) {
            throw new IOException("The file system has something else than what was written as backup " + id);
        }
        Files.deleteIfExists(names.verification(id));
        DurableFiles.move(written, names.archive(id, state));
    }

    static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Sha256.hex(digest);
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            channel.close();
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
