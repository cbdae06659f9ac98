package dev.parley.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files of H2 on a disk that takes so many writes more and then no other, until there is space again. H2 makes the instances, by
 * reflection, so what is left of the disk is the same for all.
 */
public final class FullDisk extends FilePathWrapper {

    static final String SCHEME = "full";

    private static final AtomicLong LEFT = new AtomicLong(Long.MAX_VALUE);

    /** From now on so many writes pass. */
    static void leave(long writes) {
        LEFT.set(writes);
    }

    static void free() {
        LEFT.set(Long.MAX_VALUE);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Opened(super.open(mode));
    }

    private static final class Opened extends FileBase {

        private final FileChannel file;

        Opened(FileChannel file) {
            this.file = file;
        }

        private static void take() throws IOException {
            if (LEFT.getAndUpdate(left -> Math.max(0, left - 1)) <= 0) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            take();
            return file.write(source);
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            take();
            return file.write(source, position);
        }

        @Override
        public int read(ByteBuffer destination) throws IOException {
            return file.read(destination);
        }

        @Override
        public synchronized int read(ByteBuffer destination, long position) throws IOException {
            return file.read(destination, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
