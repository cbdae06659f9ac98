package dev.parley.operations.backup;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/**
 * Compresses one part: chunks of at most 1 MiB, each by itself, each with both its sizes before it, so that who reads never
 * makes more room than was declared. Keeps its room from part to part.
 */
final class ChunkedOutput extends OutputStream {

    static final int CHUNK = 1 << 20;
    static final int END = 0;
    static final int ABORTED = -1;

    private final DataOutputStream out;
    private final ZstdCompressCtx zstd;
    private final LongConsumer written;
    private final MessageDigest digest = Sha256.digest();
    private final byte[] plain = new byte[CHUNK];
    private final byte[] compressed = new byte[(int) Zstd.compressBound(CHUNK)];
    private int filled;
    private long bytes;

    ChunkedOutput(DataOutputStream out, ZstdCompressCtx zstd, LongConsumer written) {
        this.out = out;
        this.zstd = zstd;
        this.written = written;
    }

    @Override
    public void write(int b) throws IOException {
        room();
        plain[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
        int next = offset;
        int end = offset + count;
        while (next < end) {
            room();
            int taken = Math.min(end - next, CHUNK - filled);
            System.arraycopy(from, next, plain, filled, taken);
            filled += taken;
            next += taken;
        }
    }

    private void room() throws IOException {
        if (filled == CHUNK) {
            writeChunk();
        }
    }

    private void writeChunk() throws IOException {
        digest.update(plain, 0, filled);
        bytes += filled;
        int length = zstd.compressByteArray(compressed, 0, compressed.length, plain, 0, filled);
        out.writeInt(length);
        out.writeInt(filled);
        out.write(compressed, 0, length);
        written.accept(filled);
        filled = 0;
    }

    /** Ends the part. */
    Manifest.Part end(String name, long records) throws IOException {
        if (filled > 0) {
            writeChunk();
        }
        out.writeInt(END);
        out.writeLong(records);
        Manifest.Part part = new Manifest.Part(name, records, bytes, Sha256.hex(digest));
        bytes = 0;
        return part;
    }

    /** Says that the part is not whole, and does not count. */
    void abort() throws IOException {
        filled = 0;
        bytes = 0;
        digest.reset();
        out.writeInt(ABORTED);
    }
}
