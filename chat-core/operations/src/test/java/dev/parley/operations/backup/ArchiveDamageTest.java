package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Secret;
import dev.parley.core.backup.BackupId;
import dev.parley.core.error.ErrorCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever befalls an archive: refused before any place is touched, and where it is said. */
class ArchiveDamageTest {

    private static final Pattern PART = Pattern.compile("part (chat|files)/([a-z0-9/]+) ");
    private static final int FLIPS = 1_000;
    private static final int CUTS = 100;

    private final Trial trial = new Trial();
    private final List<String> before = List.copyOf(trial.chat.present.keySet());

    /** F14: bit flips, of which each is found, and named by the part in which it is. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyFlippedBitIsFound(boolean encrypted) {
        Backups backups = encrypted ? trial.backups() : trial.unencrypted();
        byte[] archive = archive(backups);
        trial.lose();
        Random random = new Random(14);
        int named = 0;
        for (int i = 0; i < FLIPS; i++) {
            int at = random.nextInt(archive.length);
            byte[] flipped = archive.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            named += isPartNamed(assertRefused(backups, flipped, "flip at " + at)) ? 1 : 0;
        }
        assertThat(named).as("most bytes are those of parts").isGreaterThan(FLIPS * 9 / 10);
    }

    /** F14: an archive that is cut off, or continued. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyCutIsFound(boolean encrypted) {
        Backups backups = encrypted ? trial.backups() : trial.unencrypted();
        byte[] archive = archive(backups);
        trial.lose();
        Random random = new Random(14);
        for (int i = 0; i < CUTS; i++) {
            int length = random.nextInt(archive.length);
            assertRefused(backups, Arrays.copyOf(archive, length), "cut to " + length);
        }
        assertRefused(backups, Arrays.copyOf(archive, archive.length - 1), "the last byte");
        assertRefused(backups, Arrays.copyOf(archive, archive.length + 1), "one byte more");
    }

    /** F14: segments that were swapped, doubled or left out, each of them whole. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyMovedSegmentIsFound(boolean encrypted) {
        Backups backups = encrypted ? trial.backups() : trial.unencrypted();
        byte[] archive = archive(backups);
        trial.lose();
        List<byte[]> pieces = pieces(archive, encrypted);
        assertThat(pieces).hasSizeGreaterThan(10);
        for (int i = 1; i + 1 < pieces.size(); i++) {
            List<byte[]> swapped = new ArrayList<>(pieces);
            swapped.set(i, pieces.get(i + 1));
            swapped.set(i + 1, pieces.get(i));
            assertRefused(backups, joined(swapped), "swapped " + i);
            List<byte[]> doubled = new ArrayList<>(pieces);
            doubled.add(i, pieces.get(i));
            assertRefused(backups, joined(doubled), "doubled " + i);
            List<byte[]> without = new ArrayList<>(pieces);
            without.remove(i);
            assertRefused(backups, joined(without), "without " + i);
        }
    }

    /** F14: a part of another archive under the same key. */
    @Test
    void aPartOfAnotherArchiveIsFound() {
        Backups backups = trial.backups();
        byte[] archive = archive(backups);
        List<byte[]> pieces = pieces(archive, true);
        List<byte[]> others = pieces(archive(backups), true);
        trial.lose();
        for (int i = 1; i < pieces.size(); i++) {
            List<byte[]> mixed = new ArrayList<>(pieces);
            mixed.set(i, others.get(i));
            assertRefused(backups, joined(mixed), "piece " + i + " of another");
        }
    }

    /** F14: the wrong key, another installation's backup, an old backup under a new name. */
    @Test
    void whatIsOfOthersIsRefused() {
        Backups backups = trial.backups();
        byte[] old = archive(backups);
        byte[] archive = archive(backups);
        Trial other = new Trial();
        other.secrets.put(ArchiveKeys.SECRET, Secret.of("other".repeat(10)));
        byte[] foreign = archive(other.backups());
        byte[] open = archive(new Trial().unencrypted());
        trial.lose();
        assertThat(assertRefused(backups, foreign, "other key")).contains("another key");
        assertThat(assertRefused(backups, open, "not encrypted")).contains("not encrypted");
        assertThat(assertRefused(backups, old, "old")).contains("is backup");
        assertThat(assertRefused(trial.unencrypted(), archive, "no key")).contains("no key");
    }

    private byte[] archive(Backups backups) {
        trial.target.answer(null);
        trial.clock.advance(Duration.ofSeconds(1));
        BackupOutcome outcome = backups.create();
        BackupId id = ((BackupOutcome.Complete) outcome).id();
        return ((Tampered) backups.settings().target()).kept(id);
    }

    /** {@return what was found} */
    private String assertRefused(Backups backups, byte[] archive, String how) {
        trial.target.answer(archive);
        BackupId newest = backups.list().get(backups.list().size() - 1).id();
        RestoreOutcome outcome = backups.restore(newest);
        assertThat(outcome).as(how).isInstanceOf(RestoreOutcome.Refused.class);
        RestoreOutcome.Refused refused = (RestoreOutcome.Refused) outcome;
        assertThat(refused.code()).as(how).isEqualTo(ErrorCode.BACKUP_UNREADABLE);
        assertThat(trial.chat.placesOpened).as(how).hasValue(0);
        assertThat(trial.chat.present).as(how).isEmpty();
        assertThat(refused.findings())
                .hasSize(1)
                .allMatch(finding -> finding.contains("The archive can't be used: ") || finding.contains("is backup"));
        return refused.findings().get(0);
    }

    private boolean isPartNamed(String finding) {
        Matcher part = PART.matcher(finding);
        return part.find() && (part.group(1).equals("files") || before.contains(part.group(2)));
    }

    /** {@return the header, and each segment} */
    private static List<byte[]> pieces(byte[] archive, boolean encrypted) {
        List<byte[]> pieces = new ArrayList<>();
        int header = encrypted ? 74 : 42;
        pieces.add(Arrays.copyOf(archive, header));
        for (int at = header; at < archive.length; ) {
            int length = 4 + (ByteBuffer.wrap(archive, at, 4).getInt() & Integer.MAX_VALUE);
            pieces.add(Arrays.copyOfRange(archive, at, at + length));
            at += length;
        }
        return pieces;
    }

    private static byte[] joined(List<byte[]> pieces) {
        ByteBuffer joined = ByteBuffer.allocate(
                pieces.stream().mapToInt(piece -> piece.length).sum());
        pieces.forEach(joined::put);
        return joined.array();
    }
}
