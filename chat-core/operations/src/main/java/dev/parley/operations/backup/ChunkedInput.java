package dev.parley.operations.backup;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.DataInputStream;
import java.io.IOException;
import java.security.MessageDigest;

/** Reads one part, as {@link ChunkedOutput} has written it. Keeps its room from part to part. */
final class ChunkedInput extends RefilledInputStream {

    private final DataInputStream in;
    private final ZstdDecompressCtx zstd;
    private final MessageDigest digest = Sha256.digest();
    private final byte[] compressed = new byte[(int) Zstd.compressBound(ChunkedOutput.CHUNK)];
    private long allowed;
    private long bytes;
    private long records;
    private boolean ended;
    private boolean aborted;

    /**
     * Reads.
     *
     * @param allowed how many bytes all parts together may have
     */
    ChunkedInput(DataInputStream in, ZstdDecompressCtx zstd, long allowed) {
        super(ChunkedOutput.CHUNK);
        this.in = in;
        this.zstd = zstd;
        this.allowed = allowed;
    }

    void beginPart() {
        empty();
        bytes = 0;
        records = 0;
        ended = false;
        aborted = false;
        digest.reset();
    }

    @Override
    int refill() throws IOException {
        return ended ? -1 : readChunk();
    }

    private int readChunk() throws IOException {
        int length = in.readInt();
        if (length == ChunkedOutput.END || length == ChunkedOutput.ABORTED) {
            aborted = length == ChunkedOutput.ABORTED;
            records = aborted ? 0 : in.readLong();
            ended = true;
            return -1;
        }
        int declared = in.readInt();
        if (length < 0 || length > compressed.length || declared < 1 || declared > room.length) {
            throw new DamagedException("declares an impossible size");
        }
        if (declared > allowed) {
            throw new DamagedException("is larger than is allowed here");
        }
        allowed -= declared;
        in.readFully(compressed, 0, length);
        if (decompress(length, declared) != declared) {
            throw new DamagedException("has another size than it declares");
        }
        digest.update(room, 0, declared);
        bytes += declared;
        return declared;
    }

    private int decompress(int length, int declared) throws DamagedException {
        try {
            return zstd.decompressByteArray(room, 0, declared, compressed, 0, length);
        } catch (ZstdException e) {
            throw new DamagedException("can't be decompressed", e);
        }
    }

    /** Reads what nobody has read. */
    void drain() throws IOException {
        while (fill()) {
            empty();
        }
    }

    boolean isAborted() {
        return aborted;
    }

    /** {@return what was read; once, after {@link #drain}} */
    Manifest.Part part(String name) {
        return new Manifest.Part(name, records, bytes, Sha256.hex(digest));
    }
}
