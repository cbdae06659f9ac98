package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.time.Deadline;
import dev.parley.operations.backup.PortableSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a source wrote. */
record Parts(SnapshotInfo info, Map<String, String> texts) {

    static Parts of(PortableStore store) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (BackupSource.Snapshot snapshot =
                PortableSource.of(store).snapshot(Deadline.after(Duration.ofMinutes(1)))) {
            snapshot.write((name, body) -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                body.writeTo(out);
                texts.put(name, out.toString(StandardCharsets.UTF_8));
            });
            return new Parts(snapshot.info(), texts);
        }
    }

    void restoreTo(PortableStore store) throws IOException {
        try (RestorePlace place = PortableSource.of(store).place(Deadline.after(Duration.ofMinutes(1)))) {
            place.begin(info);
            for (Map.Entry<String, String> part : texts.entrySet()) {
                place.load(
                        part.getKey(), new ByteArrayInputStream(part.getValue().getBytes(StandardCharsets.UTF_8)));
            }
            assertThat(place.check()).isEmpty();
            place.activate();
        }
    }

    long lines(String part) {
        return texts.getOrDefault(part, "").lines().count();
    }
}
