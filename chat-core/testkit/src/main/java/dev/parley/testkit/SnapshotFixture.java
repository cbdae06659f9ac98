package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.PartSink;
import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.testkit.BackupSourceFactory.Installation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Installations that are closed together, with texts of three users, and backups of them. For one thread. */
final class SnapshotFixture implements AutoCloseable {

    static final int TEXTS = 10;

    final TenantId tenant = Fresh.tenant();
    final TenantId otherTenant = Fresh.tenant();
    final UserId ada = new UserId("ada-" + UUID.randomUUID());
    final UserId bob = new UserId("bob-" + UUID.randomUUID());

    private final BackupSourceFactory factory;
    private final List<Installation> open = new ArrayList<>();

    SnapshotFixture(BackupSourceFactory factory) {
        this.factory = factory;
    }

    /** What was taken, in the order of the archive. */
    record Taken(SnapshotInfo info, Map<String, byte[]> parts, Map<String, Long> records) {

        /** {@return a copy that can be damaged} */
        Taken copy() {
            return new Taken(info, new LinkedHashMap<>(parts), records);
        }

        /** {@return the names and bytes of all parts, in their order} */
        List<String> toLines() {
            return parts.entrySet().stream()
                    .map(part -> part.getKey() + "=" + new String(part.getValue(), StandardCharsets.ISO_8859_1))
                    .toList();
        }
    }

    Installation empty() {
        Installation made = factory.createInstallation();
        open.add(made);
        return made;
    }

    /** {@return an installation in which ada and bob, and a namesake of ada, have ten texts each} */
    Installation lived() {
        Installation made = empty();
        write(made, tenant, ada, 1, TEXTS);
        write(made, tenant, bob, 1, TEXTS);
        write(made, otherTenant, ada, 1, TEXTS);
        return made;
    }

    /** {@return the texts that {@link #write} writes} */
    static List<String> texts(TenantId tenant, UserId user, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "%s %s says %06d".formatted(tenant.value().substring(0, 10), name(user), number))
                .toList();
    }

    private static String name(UserId user) {
        return user.value().substring(0, 10);
    }

    static void write(Installation where, TenantId tenant, UserId user, int from, int to) {
        texts(tenant, user, from, to).forEach(text -> where.write(tenant, user, text, Fresh.deadline()));
    }

    void assertAllThere(Installation where) {
        assertHas(where, tenant, ada);
        assertHas(where, tenant, bob);
        assertHas(where, otherTenant, ada);
    }

    void assertHas(Installation where, TenantId of, UserId user) {
        assertThat(where.read(of, user)).containsExactlyElementsOf(texts(of, user, 1, TEXTS));
    }

    void assertNothingThere(Installation where) {
        assertThat(where.read(tenant, ada)).isEmpty();
        assertThat(where.read(tenant, bob)).isEmpty();
        assertThat(where.read(otherTenant, ada)).isEmpty();
    }

    static Taken take(Installation from) {
        try (BackupSource.Snapshot snapshot = from.source().snapshot(Fresh.deadline())) {
            return take(snapshot, () -> {});
        }
    }

    /** Writes a snapshot, and does something before each part. */
    static Taken take(BackupSource.Snapshot snapshot, Runnable beforeEach) {
        Taken taken = new Taken(snapshot.info(), new LinkedHashMap<>(), new LinkedHashMap<>());
        try {
            snapshot.write((name, body) -> {
                beforeEach.run();
                record(taken, name, body);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return taken;
    }

    private static void record(Taken taken, String name, PartSink.Body body) throws IOException {
        assertThat(name).matches("[a-zA-Z0-9._-]+(/[a-zA-Z0-9._-]+)*").hasSizeLessThan(256);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        taken.records().put(name, body.writeTo(out));
        assertThat(taken.parts().put(name, out.toByteArray())).as(name).isNull();
    }

    static void load(RestorePlace place, Taken taken) {
        place.begin(taken.info());
        taken.parts().forEach((name, bytes) -> loadPart(place, name, bytes, taken.records()));
    }

    private static void loadPart(RestorePlace place, String name, byte[] bytes, Map<String, Long> records) {
        try {
            assertThat(place.load(name, new ByteArrayInputStream(bytes)))
                    .as(name)
                    .isEqualTo(records.get(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads a part, whatever number of records it has. */
    static void loadAny(RestorePlace place, String name, byte[] bytes) {
        try {
            place.load(name, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SnapshotInfo like(SnapshotInfo info, String format, int version) {
        return new SnapshotInfo(
                format, version, info.schema(), info.position(), info.takenAt(), info.expectedRecords());
    }

    static void restore(Installation to, Taken taken) {
        try (RestorePlace place = to.source().place(Fresh.deadline())) {
            load(place, taken);
            assertThat(place.check()).isEmpty();
            place.activate();
        }
    }

    static ChatException assertRefused(ErrorCode code, ThrowingCallable call) {
        ChatException[] thrown = new ChatException[1];
        assertThatExceptionOfType(ChatException.class).isThrownBy(call).satisfies(e -> {
            assertThat(e.code()).isEqualTo(code);
            thrown[0] = e;
        });
        return thrown[0];
    }

    @Override
    public void close() {
        open.forEach(Installation::close);
    }
}
