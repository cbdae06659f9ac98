package dev.parley.operations.backup;

import dev.parley.core.backup.BackupSource.Snapshot;
import dev.parley.core.backup.PartSink;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The files that were in a folder. Their names, sizes and times wait in a temporary file, so that many need no memory. */
final class FolderSnapshot implements Snapshot {

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final Path list;
    private final SnapshotInfo info;
    private final long bytes;

    private FolderSnapshot(Path folder, Path list, SnapshotInfo info, long bytes) {
        this.folder = folder;
        this.list = list;
        this.info = info;
        this.bytes = bytes;
    }

    static FolderSnapshot take(Path folder, InstantSource clock, Deadline deadline) throws IOException {
        Path list = Files.createTempFile("parley-files-", ".list");
        boolean taken = false;
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(list)))) {
            Instant now = clock.instant();
            Listing listing = new Listing(out, deadline);
            listing.add(folder, "");
            SnapshotInfo info = new SnapshotInfo(
                    FolderFormat.NAME,
                    FolderFormat.VERSION,
                    String.valueOf(FolderFormat.VERSION),
                    listing.files + " files",
                    now,
                    listing.files);
            FolderSnapshot snapshot = new FolderSnapshot(folder, list, info, listing.bytes);
            taken = true;
            return snapshot;
        } finally {
            if (!taken) {
                Files.deleteIfExists(list);
            }
        }
    }

    /** Writes what there is, in the order of the names in each folder. */
    private static final class Listing {

        private final DataOutputStream out;
        private final Deadline deadline;
        private long files;
        private long bytes;

        Listing(DataOutputStream out, Deadline deadline) {
            this.out = out;
            this.deadline = deadline;
        }

        void add(Path folder, String prefix) throws IOException {
            for (Path each : DurableFiles.sorted(folder)) {
                String name = String.valueOf(each.getFileName());
                if (!name.startsWith(".")) {
                    addEntry(each, prefix + name);
                }
            }
        }

        private void addEntry(Path entry, String name) throws IOException {
            deadline.check();
            BasicFileAttributes attributes;
            try {
                attributes = attributes(entry);
            } catch (NoSuchFileException e) {
                // Removed since its folder was read: not there at the instant that is shown.
                return;
            }
            if (attributes.isDirectory()) {
                add(entry, name + "/");
            } else if (attributes.isRegularFile() && FolderFormat.isFile(name)) {
                out.writeUTF(name);
                out.writeLong(attributes.size());
                out.writeLong(attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS));
                files++;
                bytes += attributes.size();
            } else {
                throw new IOException("There is a link, or a name that is not of the form");
            }
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public SnapshotInfo info() {
        return info;
    }

    @Override
    public void write(PartSink sink) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(list)))) {
            long left = info.expectedRecords();
            for (int number = 1; left > 0; number++) {
                long most = Math.min(left, FolderFormat.MOST_FILES);
                long[] written = new long[1];
                sink.part(FolderFormat.bundle(number), out -> written[0] = writeBundle(in, most, out));
                left -= written[0];
            }
        }
        sink.part(FolderFormat.INDEX, out -> {
            DataOutputStream index = new DataOutputStream(out);
            index.writeLong(info.expectedRecords());
            index.writeLong(bytes);
            return 0;
        });
    }

    private long writeBundle(DataInputStream in, long most, OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        long files = 0;
        long size = 0;
        while (files < most && size < FolderFormat.ENOUGH_BYTES) {
            size += writeFile(in.readUTF(), in.readLong(), in.readLong(), data);
            files++;
        }
        return files;
    }

    private long writeFile(String name, long size, long modified, DataOutputStream out) throws IOException {
        Path file = folder.resolve(name);
        MessageDigest digest = Sha256.digest();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        out.writeUTF(name);
        out.writeLong(size);
        byte[] buffer = new byte[BUFFER];
        long left = size;
        try (InputStream content = open(file)) {
            while (left > 0) {
                int read = content.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw changed(null);
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
                left -= read;
            }
            BasicFileAttributes now = attributes(file);
            if (now.size() != size || now.lastModifiedTime().to(TimeUnit.MICROSECONDS) != modified) {
                throw changed(null);
            }
        } catch (NoSuchFileException e) {
            throw changed(e);
        }
        out.write(digest.digest());
        return size;
    }

    private static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    private ChatException changed(@Nullable Exception cause) {
        return ChatException.fault(
                ErrorCode.BACKUP_UNAVAILABLE,
                "A file of folder " + folder + " was changed or removed while it was backed up",
                cause);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
