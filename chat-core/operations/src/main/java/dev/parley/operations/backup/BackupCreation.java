package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.BackupSource.Snapshot;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.operations.backup.BackupProgress.Step;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run that makes a backup. For one thread, once. */
final class BackupCreation {

    private static final Logger LOG = LoggerFactory.getLogger(BackupCreation.class);

    private final BackupSettings settings;
    private final Map<String, ErrorCode> failed = new LinkedHashMap<>();
    private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();

    BackupCreation(BackupSettings settings) {
        this.settings = settings;
    }

    BackupOutcome run() {
        try {
            BackupId id = next(settings.target().list(settings.deadline()));
            try {
                return write(id);
            } catch (IOException e) {
                remove(id);
                throw e;
            }
        } catch (ChatException e) {
            LOG.error("No backup could be made at {}", settings.target().describe(), e);
            return new BackupOutcome.Failed(e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.error("No backup could be written to {}", settings.target().describe(), e);
            return new BackupOutcome.Failed(
                    ErrorCode.BACKUP_UNAVAILABLE, "The archive could not be written: " + e.getMessage());
        } finally {
            snapshots.values().forEach(BackupCreation::release);
        }
    }

    /** Later than all that are there, whatever the clock says: what is newer decides about what is removed. */
    private BackupId next(List<StoredBackup> before) {
        Instant now = settings.clock().instant();
        BackupId id = BackupId.of(now, settings.random());
        if (before.isEmpty() || id.compareTo(before.get(before.size() - 1).id()) > 0) {
            return id;
        }
        Instant last = before.get(before.size() - 1).id().begun();
        return BackupId.of(last.plusSeconds(1), settings.random());
    }

    /** All snapshots are taken before the first is written, so that they show about the same instant. */
    private void take(BackupSource source) {
        try {
            snapshots.put(source.name(), source.snapshot(settings.deadline()));
        } catch (RuntimeException e) {
            failed(source.name(), e);
        }
    }

    private BackupOutcome write(BackupId id) throws IOException {
        try (BackupTarget.Writer writer = settings.target().begin(id, settings.deadline())) {
            settings.sources().forEach(this::take);
            return write(id, writer);
        }
    }

    /**
     * Else what found no space would take the space that there is from every backup after it. What is complete all the same, as
     * only the answer was lost, stays.
     */
    private void remove(BackupId id) {
        try {
            boolean complete = settings.target().list(settings.deadline()).stream()
                    .anyMatch(there -> there.id().equals(id) && there.state() == State.COMPLETE);
            if (!complete) {
                settings.target().delete(id, null, settings.deadline());
            }
        } catch (ChatException e) {
            LOG.warn("What was written of backup {} stays: {}", id, e.code().id());
        }
    }

    private BackupOutcome write(BackupId id, BackupTarget.Writer writer) throws IOException {
        if (snapshots.isEmpty()) {
            return noSource();
        }
        long expected = snapshots.values().stream()
                .mapToLong(snapshot -> snapshot.info().expectedRecords())
                .sum();
        Meter meter = new Meter(settings, Step.WRITING, expected, 0);
        TargetStream out = new TargetStream(writer.out());
        Manifest manifest;
        try (ArchiveWriter archive = new ArchiveWriter(out, settings.keys().begin(settings.random()), meter::bytes)) {
            List<Manifest.Source> sources = new ArrayList<>();
            for (Map.Entry<String, Snapshot> each : snapshots.entrySet()) {
                sources.add(write(each.getKey(), each.getValue(), archive, out, meter));
            }
            if (failed.size() == settings.sources().size()) {
                return noSource();
            }
            manifest = new Manifest(Backups.productVersion(), id, id.begun(), sources, codes());
            archive.finish(manifest);
        }
        settings.exclusive().check();
        writer.commit(failed.isEmpty() ? State.COMPLETE : State.PARTIAL);
        return failed.isEmpty()
                ? new BackupOutcome.Complete(id, manifest.records(), manifest.bytes())
                : new BackupOutcome.Partial(id, failed);
    }

    private Map<String, String> codes() {
        Map<String, String> codes = new LinkedHashMap<>();
        failed.forEach((name, code) -> codes.put(name, code.id()));
        return codes;
    }

    private BackupOutcome noSource() {
        ErrorCode first = failed.values().iterator().next();
        return new BackupOutcome.Failed(first, "None of the sources could be read: " + failed.keySet());
    }

    private Manifest.Source write(String name, Snapshot snapshot, ArchiveWriter archive, TargetStream out, Meter meter)
            throws IOException {
        ArchiveWriter.Parts parts = archive.source(name);
        try {
            snapshot.write((part, body) -> {
                parts.part(part, body);
                meter.part(parts.last().records());
            });
            if (parts.written().isEmpty()) {
                throw ChatException.fault(
                        ErrorCode.BACKUP_UNAVAILABLE, "Source " + name + " has written nothing at all", null);
            }
        } catch (IOException | RuntimeException e) {
            out.throwIfFailed();
            failed(name, e);
        }
        return new Manifest.Source(name, snapshot.info(), parts.written());
    }

    private void failed(String name, Exception cause) {
        LOG.error("Source {} could not be backed up", name, cause);
        failed.put(name, cause instanceof ChatException fault ? fault.code() : ErrorCode.BACKUP_UNAVAILABLE);
    }

    private static void release(Snapshot snapshot) {
        try {
            snapshot.close();
        } catch (RuntimeException e) {
            LOG.warn("A snapshot could not be let go of", e);
        }
    }
}
