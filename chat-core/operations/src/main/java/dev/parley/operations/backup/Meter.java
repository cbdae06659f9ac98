package dev.parley.operations.backup;

import dev.parley.operations.backup.BackupProgress.Progress;
import dev.parley.operations.backup.BackupProgress.Step;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts, and tells the listener about each MiB and after each part, when it also looks whether to go on. For one thread. */
final class Meter {

    private static final long EACH = 1 << 20;

    private final BackupProgress listener;
    private final Exclusive exclusive;
    private final Step step;
    private final long expectedRecords;
    private final long expectedBytes;
    private long records;
    private long bytes;
    private long told;

    Meter(BackupSettings settings, Step step, long expectedRecords, long expectedBytes) {
        listener = settings.progress();
        exclusive = settings.exclusive();
        this.step = step;
        this.expectedRecords = expectedRecords;
        this.expectedBytes = expectedBytes;
    }

    void bytes(long more) {
        bytes += more;
        if (bytes - told >= EACH) {
            tell();
        }
    }

    void part(long moreRecords) {
        records += moreRecords;
        tell();
    }

    private void tell() {
        told = bytes;
        exclusive.check();
        listener.progressed(new Progress(step, records, expectedRecords, bytes, expectedBytes));
    }

    /** {@return the stream, with what is read from it counted} */
    InputStream counting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                if (b >= 0) {
                    bytes(1);
                }
                return b;
            }

            @Override
            public int read(byte[] into, int from, int count) throws IOException {
                int read = super.read(into, from, count);
                if (read > 0) {
                    bytes(read);
                }
                return read;
            }
        };
    }
}
