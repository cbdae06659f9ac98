package dev.parley.operations.backup;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.parley.core.backup.PartSink;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Writes an archive: the header, then in sealed segments each part behind its name, and the manifest. For one thread. In
 * memory that grows with the number of parts, not with what is in them.
 */
final class ArchiveWriter implements AutoCloseable {

    static final int PART = 1;
    static final int MANIFEST = 2;
    static final int MOST_PARTS = 100_000;

    private static final int LEVEL = 3;

    private final SealedOutputStream segments;
    private final DataOutputStream out;
    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
    private final ChunkedOutput chunks;
    private int parts;

    /**
     * Begins.
     *
     * @param written told how many bytes of parts went in
     */
    ArchiveWriter(OutputStream target, ArchiveKeys.Sealed sealed, LongConsumer written) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(target, SealedOutputStream.SEGMENT);
        buffered.write(sealed.header().bytes());
        segments = new SealedOutputStream(buffered, sealed.seal());
        out = new DataOutputStream(segments);
        chunks = new ChunkedOutput(out, zstd, written);
    }

    /** The parts of one source. */
    final class Parts implements PartSink {

        private final String source;
        private final Set<String> names = new HashSet<>();
        private final List<Manifest.Part> written = new ArrayList<>();

        private Parts(String source) {
            this.source = source;
        }

        List<Manifest.Part> written() {
            return written;
        }

        /** {@return what was written last; something was} */
        Manifest.Part last() {
            return written.get(written.size() - 1);
        }

        @Override
        public void part(String name, Body body) throws IOException {
            if (!Names.isPart(name)) {
                throw new IllegalArgumentException("The name of a part is not of the form that PartSink demands");
            }
            if (!names.add(name)) {
                throw new IllegalArgumentException("There is a part " + name + " already");
            }
            if (parts++ == MOST_PARTS) {
                throw new IllegalArgumentException("An archive has at most 100,000 parts");
            }
            out.writeByte(PART);
            out.writeUTF(source);
            out.writeUTF(name);
            segments.endSegment();
            boolean whole = false;
            try {
                long records = body.writeTo(chunks);
                written.add(chunks.end(name, records));
                whole = true;
            } finally {
                if (!whole) {
                    chunks.abort();
                }
                segments.endSegment();
            }
        }
    }

    Parts source(String name) {
        return new Parts(name);
    }

    /** Writes the manifest, and ends the archive. */
    void finish(Manifest manifest) throws IOException {
        out.writeByte(MANIFEST);
        segments.endSegment();
        ManifestJson.write(manifest, chunks);
        chunks.end("manifest", 0);
        segments.finish();
    }

    @Override
    public void close() {
        zstd.close();
    }
}
