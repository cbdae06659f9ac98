package dev.parley.operations.backup;

import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A folder that is being restored. */
final class FolderPlace implements RestorePlace {

    private static final int BUFFER = 1 << 16;
    private static final int MOST_FINDINGS = 100;

    private final RestoreFolders.Prepared prepared;
    private final Optional<Consumer<Path>> activation;
    private final Function<String, Optional<FolderSource.Owner>> owners;
    private final List<String> findings = new ArrayList<>();
    private long files;
    private long bytes;
    private boolean indexed;

    /**
     * Begins.
     *
     * @param activation makes the folder the present; none for a scratch place
     */
    FolderPlace(
            RestoreFolders.Prepared prepared,
            Optional<Consumer<Path>> activation,
            Function<String, Optional<FolderSource.Owner>> owners) {
        this.prepared = prepared;
        this.activation = activation;
        this.owners = owners;
    }

    @Override
    public void begin(SnapshotInfo info) {
        if (!info.format().equals(FolderFormat.NAME) || info.formatVersion() != FolderFormat.VERSION) {
            throw ChatException.fault(
                    ErrorCode.BACKUP_UNREADABLE,
                    "Only version " + FolderFormat.VERSION + " of " + FolderFormat.NAME + " is known here",
                    null);
        }
    }

    @Override
    public long load(String name, InputStream content) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(content, BUFFER));
        try {
            if (name.equals(FolderFormat.INDEX)) {
                loadIndex(name, in);
                return 0;
            }
            if (FolderFormat.isBundle(name)) {
                return loadBundle(name, in);
            }
        } catch (EOFException | UTFDataFormatException e) {
            throw unreadable(name, "ends too early", e);
        }
        throw unreadable(name, "is not known here", null);
    }

    private void loadIndex(String part, DataInputStream in) throws IOException {
        long namedFiles = in.readLong();
        long namedBytes = in.readLong();
        if (in.read() >= 0) {
            throw unreadable(part, "is too long", null);
        }
        if (namedFiles != files || namedBytes != bytes) {
            find("index: names %d files of %d bytes; there are %d of %d"
                    .formatted(namedFiles, namedBytes, files, bytes));
        }
        indexed = true;
    }

    private long loadBundle(String part, DataInputStream in) throws IOException {
        long loaded = 0;
        in.mark(1);
        while (in.read() >= 0) {
            in.reset();
            loadFile(part, in);
            loaded++;
            in.mark(1);
        }
        return loaded;
    }

    private void loadFile(String part, DataInputStream in) throws IOException {
        String name = in.readUTF();
        long size = in.readLong();
        if (!FolderFormat.isFile(name) || size < 0) {
            throw unreadable(part, "names a file in a way that is not of the form", null);
        }
        MessageDigest digest = Sha256.digest();
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        try (OutputStream out = create(part, name)) {
            byte[] buffer = new byte[BUFFER];
            for (long left = size; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw new EOFException();
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        byte[] hash = new byte[FolderFormat.HASH_BYTES];
        in.readFully(hash);
        if (!MessageDigest.isEqual(hash, digest.digest())) {
            throw unreadable(part, "has a file that is damaged", null);
        }
        files++;
        bytes += size;
    }

    private OutputStream create(String part, String name) throws IOException {
        Path file = prepared.path().resolve(name).normalize();
        if (!file.startsWith(prepared.path())) {
            throw unreadable(part, "names a file outside its folder", null);
        }
        try {
            Files.createDirectories(DurableFiles.parent(file));
            return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            find(part + ": names a file that is there already");
            return OutputStream.nullOutputStream();
        } catch (IOException e) {
            throw ChatException.fault(ErrorCode.BACKUP_UNAVAILABLE, "A file could not be restored", e);
        }
    }

    private void find(String finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    @Override
    public List<String> check() {
        if (!indexed) {
            find("index: is missing");
        }
        return List.copyOf(findings);
    }

    @Override
    public int erase(BiPredicate<TenantId, UserId> erased) {
        Set<FolderSource.Owner> gone = new HashSet<>();
        try {
            erase(prepared.path(), "", erased, gone);
            return gone.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void erase(Path folder, String prefix, BiPredicate<TenantId, UserId> erased, Set<FolderSource.Owner> gone)
            throws IOException {
        for (Path each : DurableFiles.sorted(folder)) {
            String name = prefix + each.getFileName();
            if (Files.isDirectory(each)) {
                erase(each, name + "/", erased, gone);
                continue;
            }
            Optional<FolderSource.Owner> owner = owners.apply(name).filter(of -> erased.test(of.tenant(), of.user()));
            if (owner.isPresent()) {
                gone.add(owner.get());
                Files.delete(each);
            }
        }
    }

    @Override
    public void activate() {
        Consumer<Path> activate =
                activation.orElseThrow(() -> new IllegalStateException("A scratch place can't be activated"));
        try {
            DurableFiles.syncTree(prepared.path());
        } catch (IOException e) {
            throw ChatException.fault(ErrorCode.BACKUP_UNAVAILABLE, "What was restored could not be kept", e);
        }
        activate.accept(prepared.path());
    }

    private static ChatException unreadable(String part, String how, @Nullable Exception cause) {
        return ChatException.fault(ErrorCode.BACKUP_UNREADABLE, "Part " + part + " " + how, cause);
    }

    @Override
    public void close() {
        prepared.close();
    }
}
