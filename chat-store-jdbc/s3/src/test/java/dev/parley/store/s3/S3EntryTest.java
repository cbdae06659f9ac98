package dev.parley.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.backup.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class S3EntryTest {

    private static final BackupId ID = BackupId.of(Instant.parse("2026-03-14T15:09:26Z"), new Random(1));
    private static final BackupId OTHER = BackupId.of(Instant.parse("2026-03-14T15:09:26Z"), new Random(2));
    private static final String SHA = "0123456789abcdef".repeat(4);

    @Test
    void entriesAreReadAsTheyWereWritten() {
        for (State state : new State[] {State.COMPLETE, State.PARTIAL}) {
            S3Entry entry = new S3Entry(state, 1L << 50, SHA);
            assertThat(S3Entry.decode(ID, entry.encode(ID))).contains(entry);
            assertThat(S3Entry.decode(OTHER, entry.encode(ID))).as("of another").isEmpty();
        }
        Verification verification = new Verification(Instant.parse("2026-03-14T15:09:26.123456Z"), SHA, 7);
        byte[] encoded = S3Entry.encode(ID, verification);
        assertThat(S3Entry.verification(ID, encoded)).contains(verification);
        assertThat(S3Entry.verification(OTHER, encoded)).as("of another").isEmpty();
        assertThat(encoded).hasSizeLessThan(S3Entry.MOST);
    }

    @Test
    void noByteCanBeOtherOrMissing() {
        byte[] entry = new S3Entry(State.COMPLETE, 123, SHA).encode(ID);
        for (int at = 0; at < entry.length; at++) {
            byte[] changed = entry.clone();
            changed[at] ^= (byte) 0x80;
            assertThat(S3Entry.decode(ID, changed)).isEmpty();
            assertThat(S3Entry.decode(ID, Arrays.copyOf(entry, at))).isEmpty();
        }
        String late = "parley-verified 1\nid " + ID + "\nat 2026-13-14T00:00:00Z\nsha256 " + SHA + "\nrecords 1\n";
        assertThat(S3Entry.verification(ID, late.getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }
}
