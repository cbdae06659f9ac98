package dev.parley.operations.backup;

import com.github.luben.zstd.ZstdDecompressCtx;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an archive from its beginning to its end. What it gives out was checked segment by segment; whether all is there is
 * known only at the end. For one thread, once.
 */
final class ArchiveReader {

    /** Takes the parts. */
    interface Taker {

        /**
         * Takes a part.
         *
         * @param source of what
         * @param name its name; of the form that part names have
         * @param content may be left unread
         */
        void part(String source, String name, InputStream content) throws IOException;
    }

    private final InputStream archive;
    private final ArchiveKeys keys;
    private final long mostBytes;
    private final Map<String, List<Manifest.Part>> read = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private String where = "its header";

    ArchiveReader(InputStream archive, ArchiveKeys keys, long mostBytes) {
        this.archive = archive;
        this.keys = keys;
        this.mostBytes = mostBytes;
    }

    /**
     * Reads it.
     *
     * @return what is in it
     * @throws ChatException {@code BACKUP_UNREADABLE} if it is not what was written, naming the part; of kind unavailable if
     *     it can't be read to its end
     */
    Manifest read(Taker taker) {
        try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
            ArchiveHeader header = ArchiveHeader.read(archive);
            SealedInputStream segments = new SealedInputStream(archive, keys.open(header));
            where = "what comes before its first part";
            return readParts(new DataInputStream(segments), zstd, taker);
        } catch (DamagedException e) {
            throw unreadable(e.getMessage() == null ? "is damaged" : e.getMessage(), e);
        } catch (EOFException | UTFDataFormatException e) {
            throw unreadable("ends too early", e);
        } catch (IOException e) {
            throw ChatException.fault(ErrorCode.BACKUP_UNAVAILABLE, "The archive could not be read", e);
        }
    }

    private ChatException unreadable(String how, Exception cause) {
        return ChatException.fault(
                ErrorCode.BACKUP_UNREADABLE, "The archive can't be used: " + where + " " + how, cause);
    }

    private Manifest readParts(DataInputStream in, ZstdDecompressCtx zstd, Taker taker) throws IOException {
        ChunkedInput chunks = new ChunkedInput(in, zstd, mostBytes);
        int kind = in.readByte();
        while (kind == ArchiveWriter.PART) {
            readPart(in, chunks, taker);
            kind = in.readByte();
        }
        if (kind != ArchiveWriter.MANIFEST) {
            throw new DamagedException("has neither a part nor a manifest behind it");
        }
        where = "its manifest";
        chunks.beginPart();
        Manifest manifest = ManifestJson.read(chunks);
        chunks.drain();
        where = "its end";
        if (in.read() >= 0) {
            throw new DamagedException("is followed by something else");
        }
        compare(manifest);
        return manifest;
    }

    private void readPart(DataInputStream in, ChunkedInput chunks, Taker taker) throws IOException {
        String source = in.readUTF();
        String name = in.readUTF();
        if (!Names.isSource(source) || !Names.isPart(name)) {
            throw new DamagedException("is followed by a part whose name is not of the form");
        }
        where = "part " + source + "/" + name;
        if (names.size() == ArchiveWriter.MOST_PARTS) {
            throw new DamagedException("is one too many");
        }
        if (!names.add(source + "/" + name)) {
            throw new DamagedException("is there twice");
        }
        chunks.beginPart();
        taker.part(source, name, chunks);
        chunks.drain();
        if (!chunks.isAborted()) {
            read.computeIfAbsent(source, any -> new ArrayList<>()).add(chunks.part(name));
        }
        where = "what comes behind part " + source + "/" + name;
    }

    /** What was read must be what the manifest says, part by part. */
    private void compare(Manifest manifest) throws DamagedException {
        for (Manifest.Source source : manifest.sources()) {
            List<Manifest.Part> parts = read.remove(source.name());
            if (!(parts == null ? List.of() : parts).equals(source.parts())) {
                where = "source " + source.name();
                throw new DamagedException("has other parts than its manifest says");
            }
        }
        if (!read.isEmpty()) {
            throw new DamagedException("comes after a source that its manifest does not name");
        }
    }
}
