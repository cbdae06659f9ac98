package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.luben.zstd.Zstd;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Random;

/** Whatever stands in an archive, or behind hashes that are right: refused as unreadable, or read; nothing else. */
class ArchiveFuzz {

    private static final long MOST = 1 << 20;

    private final ArchiveKeys keys = new ArchiveKeys(null, true);

    @DictionaryEntries({
        "\\x01\\x00\\x04chat\\x00\\x01a",
        "\\x02",
        "\\x00\\x00\\x00\\x00",
        "{\"archive\":1,\"product\":\"\",\"id\":\"20260314T150926Z-00000000\",",
        "\"created\":\"2026-03-14T15:09:26Z\",\"sources\":[],\"failed\":{}}"
    })
    @FuzzTest(maxDuration = "5s")
    void archives(byte[] input) throws IOException {
        read(input);
        read(sealed(out -> out.write(input)));
        byte[] compressed = Zstd.compress(input);
        read(sealed(out -> {
            out.write(ArchiveWriter.MANIFEST);
            out.write(new byte[] {0, 0, (byte) (compressed.length >> 8), (byte) compressed.length});
            out.write(new byte[] {0, 0, (byte) (input.length >> 8), (byte) input.length});
            out.write(compressed);
            out.write(new byte[12]);
        }));
    }

    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private byte[] sealed(Body body) throws IOException {
        ArchiveKeys.Sealed sealed = keys.begin(new Random(1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(sealed.header().bytes());
        SealedOutputStream segments = new SealedOutputStream(out, sealed.seal());
        body.writeTo(segments);
        segments.finish();
        return out.toByteArray();
    }

    private void read(byte[] archive) {
        try {
            Manifest manifest = new ArchiveReader(new ByteArrayInputStream(archive), keys, MOST)
                    .read((source, part, content) -> assertThat(Names.isSource(source) && Names.isPart(part))
                            .isTrue());
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            ManifestJson.write(manifest, again);
            assertThat(ManifestJson.read(new ByteArrayInputStream(again.toByteArray())))
                    .isEqualTo(manifest);
        } catch (ChatException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_UNREADABLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
