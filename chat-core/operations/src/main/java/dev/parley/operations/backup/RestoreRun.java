package dev.parley.operations.backup;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.operations.backup.BackupProgress.Step;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a backup into places, scratch ones or those in use. First the whole archive is checked; only then is any place
 * touched. All are loaded and checked before the first is activated. For one thread, once.
 */
final class RestoreRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreRun.class);

    private final BackupSettings settings;
    private final StoredBackup stored;
    private final CheckedArchive archive;
    private final Map<String, RestorePlace> places = new LinkedHashMap<>();
    private final Map<String, Long> loaded = new LinkedHashMap<>();

    /**
     * Checks the archive.
     *
     * @throws ChatException {@code BACKUP_UNREADABLE} if it is not whole, or not of the sources that are known here
     */
    RestoreRun(BackupSettings settings, StoredBackup stored) {
        this.settings = settings;
        this.stored = stored;
        if (stored.state() != State.COMPLETE) {
            throw unreadable("Backup " + stored.id() + " is not complete", null);
        }
        archive = CheckedArchive.check(settings, stored);
        Manifest manifest = archive.manifest();
        List<String> held =
                manifest.sources().stream().map(Manifest.Source::name).toList();
        List<String> known = settings.sources().stream().map(BackupSource::name).toList();
        if (!manifest.failed().isEmpty() || !List.copyOf(held).equals(known)) {
            throw unreadable(
                    "Backup " + stored.id() + " is of the sources " + held + ", and not of all of " + known, null);
        }
    }

    CheckedArchive archive() {
        return archive;
    }

    /** Opens a place for each source, and loads it. */
    void load(Function<BackupSource, RestorePlace> opener) {
        settings.sources().forEach(source -> places.put(source.name(), opener.apply(source)));
        for (Manifest.Source source : archive.manifest().sources()) {
            place(source.name()).begin(source.info());
        }
        Meter meter = new Meter(
                settings,
                Step.LOADING,
                archive.manifest().records(),
                archive.manifest().bytes());
        CheckedArchive again =
                CheckedArchive.read(settings, stored, (source, part, in) -> load(source, part, in, meter), in -> in);
        if (!again.equals(archive)) {
            throw unreadable("Backup " + stored.id() + " was changed while it was read", null);
        }
        for (Manifest.Source source : archive.manifest().sources()) {
            if (loaded.getOrDefault(source.name(), 0L) != source.records()) {
                throw unreadable("Source " + source.name() + " has loaded another number of records", null);
            }
        }
    }

    private void load(String source, String part, InputStream content, Meter meter) throws IOException {
        long records;
        try {
            records = place(source).load(part, meter.counting(content));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw unreadable("Part " + source + "/" + part + " is not what source " + source + " writes", e);
        }
        loaded.merge(source, records, Long::sum);
        meter.part(records);
    }

    private RestorePlace place(String source) {
        RestorePlace place = places.get(source);
        if (place == null) {
            throw unreadable("There is no source " + source + " here", null);
        }
        return place;
    }

    /** {@return what the places find wrong with what was loaded} */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        places.forEach((name, place) -> place.check().forEach(finding -> findings.add(name + ": " + finding)));
        return findings;
    }

    /** Erases who was erased since the snapshot of each source. */
    int erase() {
        int erased = 0;
        for (Manifest.Source source : archive.manifest().sources()) {
            BiPredicate<TenantId, UserId> gone =
                    settings.erasures().since(source.info().takenAt());
            erased += place(source.name()).erase(gone);
        }
        return erased;
    }

    /** {@return the sources that were activated; all, unless findings say why not} */
    List<String> activate(List<String> findings) {
        List<String> activated = new ArrayList<>();
        settings.exclusive().check();
        for (Map.Entry<String, RestorePlace> each : places.entrySet()) {
            try {
                each.getValue().activate();
                activated.add(each.getKey());
            } catch (RuntimeException e) {
                if (activated.isEmpty()) {
                    throw e;
                }
                LOG.error("Source {} could not be activated after {} were", each.getKey(), activated, e);
                findings.add(each.getKey() + ": " + e.getMessage());
                return activated;
            }
        }
        return activated;
    }

    private static ChatException unreadable(String detail, @Nullable Throwable cause) {
        return ChatException.fault(ErrorCode.BACKUP_UNREADABLE, detail, cause);
    }

    @Override
    public void close() {
        places.forEach((name, place) -> {
            try {
                place.close();
            } catch (RuntimeException e) {
                LOG.warn("What was not activated of source {} could not be removed", name, e);
            }
        });
    }
}
