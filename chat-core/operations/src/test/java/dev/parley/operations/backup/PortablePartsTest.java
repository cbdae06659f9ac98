package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.RestorePlace;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that take several parts. */
class PortablePartsTest {

    private static final int ROWS = 3;

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    private static BackupSource of(int users) {
        UserDirectory directory = UserDirectory.inMemory();
        for (int i = 0; i < users; i++) {
            UserId id = new UserId("user-" + i);
            directory.register(TenantId.DEFAULT, new NewUser(id, "l" + i, "Name", Set.of(), null), deadline());
        }
        return new PortableSource(PortableStore.inMemory(InstantSource.system(), directory), ROWS);
    }

    private static Map<String, byte[]> partsOf(BackupSource source) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (BackupSource.Snapshot snapshot = source.snapshot(deadline())) {
            snapshot.write((name, body) -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                body.writeTo(out);
                parts.put(name, out.toByteArray());
            });
        }
        return parts;
    }

    private static void load(BackupSource source, Map<String, byte[]> parts, List<String> names) throws IOException {
        try (BackupSource.Snapshot empty = source.snapshot(deadline());
                RestorePlace place = source.place(deadline())) {
            place.begin(empty.info());
            for (String name : names) {
                place.load(name, new ByteArrayInputStream(parts.getOrDefault(name, new byte[0])));
            }
            assertThat(place.check()).isEmpty();
            place.activate();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 6})
    void aTableIsCutAtTheSameRowsWhereverItIs(int users) throws IOException {
        Map<String, byte[]> parts = partsOf(of(users));
        assertThat(parts.keySet().stream().filter(name -> name.startsWith("user-")))
                .hasSize(users / ROWS + 1);
        BackupSource other = of(0);
        load(other, parts, List.copyOf(parts.keySet()));
        assertThat(partsOf(other)).containsExactlyEntriesOf(parts);
    }

    /** By names: without one, with one twice, with one that is not known, in another order. */
    @Test
    void partsComeAsTheyWereWritten() throws IOException {
        Map<String, byte[]> parts = partsOf(of(7));
        List<String> names = List.copyOf(parts.keySet());
        for (int i = 0; i < names.size() - 1; i++) {
            List<String> without = new ArrayList<>(names);
            without.remove(i);
            assertRefused(parts, without);
            List<String> twice = new ArrayList<>(names);
            twice.add(i, names.get(i));
            assertRefused(parts, twice);
            List<String> unknown = new ArrayList<>(names);
            unknown.set(i, "../" + names.get(i));
            assertRefused(parts, unknown);
        }
        List<String> oneMore = new ArrayList<>(names);
        oneMore.add("turn-000002.jsonl");
        assertRefused(parts, oneMore);
    }

    private static void assertRefused(Map<String, byte[]> parts, List<String> names) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> load(of(0), parts, names))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_UNREADABLE));
    }
}
