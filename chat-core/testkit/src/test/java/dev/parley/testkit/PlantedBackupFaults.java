package dev.parley.testkit;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.backup.Verification;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The target of a {@link PlantedBackupPlace}. */
final class PlantedBackupFaults extends ForwardingBackupTarget {

    private final PlantedBackupPlace place;
    private final String rule;
    private final boolean anew;

    PlantedBackupFaults(PlantedBackupPlace place, BackupTarget delegate) {
        super(delegate);
        this.place = place;
        this.rule = place.rule;
        this.anew = place.opened > 1;
    }

    /** The lesser BT-1: writes over what is there; BT-4: lets two write; the lesser: nobody, after one has died. */
    @Override
    public Writer begin(BackupId id, Deadline deadline) {
        if (rule.equals("BT-4 for good") && place.dead) {
            throw ChatException.fault(ErrorCode.BACKUP_BUSY, "Somebody is writing", null);
        }
        try {
            return new PlantedBackupWriter(place, id, super.begin(id, deadline));
        } catch (ChatException e) {
            if (rule.equals("BT-4")) {
                return new PlantedBackupFaults(place, BackupTarget.inMemory()).begin(id, deadline);
            }
            throw e;
        } catch (IllegalArgumentException e) {
            if (rule.equals("BT-1 twice")) {
                return new PlantedBackupFaults(place, BackupTarget.inMemory()).begin(id, deadline);
            }
            throw e;
        }
    }

    /**
     * BT-1: takes all for complete when opened anew; the lesser BT-5: forgets verifications then; BT-7: does not tell that
     * the list was cut short, the lesser: is ordered the wrong way, or has a page of ten; BT-10: lists strangers.
     */
    @Override
    public List<StoredBackup> list(Deadline deadline) {
        if (place.cut && !rule.equals("BT-7")) {
            throw ChatException.fault(ErrorCode.BACKUP_UNAVAILABLE, "The list was cut short", null);
        }
        List<StoredBackup> list = new ArrayList<>();
        for (StoredBackup each : super.list(deadline)) {
            place.seen.add(each.id());
            State state = rule.equals("BT-1") && anew && each.state() == State.PARTIAL ? State.COMPLETE : each.state();
            Verification verification = rule.equals("BT-5 forgotten") && anew ? null : each.verification();
            if (!place.lost.contains(each.id())) {
                list.add(new StoredBackup(each.id(), state, each.bytes(), verification));
            }
        }
        if (rule.equals("BT-10")) {
            place.strangers.forEach(name -> list.add(new StoredBackup(new BackupId(name), State.COMPLETE, 10, null)));
        }
        if (rule.equals("BT-7 order")) {
            return Planted.reversed(list);
        }
        boolean page = place.cut || rule.equals("BT-7 page");
        return page ? list.subList(0, Math.min(10, list.size())) : list;
    }

    /** BT-3 damages what is read; no fault. */
    @Override
    public InputStream read(BackupId id, Deadline deadline) {
        return id.equals(place.damaged) ? new ByteArrayInputStream(new byte[1]) : super.read(id, deadline);
    }

    /** BT-5: keeps one of anything; BT-8: of what is not there too. */
    @Override
    public void markVerified(BackupId id, Verification verification, Deadline deadline) {
        try {
            super.markVerified(id, verification, deadline);
        } catch (ChatException e) {
            if (!rule.equals(e.code() == ErrorCode.BACKUP_UNREADABLE ? "BT-5" : "BT-8")) {
                throw e;
            }
        }
    }

    /**
     * BT-6: without a guard, the lesser: behind one that was there, or not even what failed; BT-9: notes go too; the lesser
     * BT-10: deletes strangers.
     */
    @Override
    public void delete(BackupId id, @Nullable BackupId guard, Deadline deadline) {
        if (rule.equals("BT-10 deleted")) {
            place.strangers.remove(id.value());
        }
        if (rule.equals("BT-6 failed") && guard == null && place.seen.contains(id)) {
            throw ChatException.fault(ErrorCode.BACKUP_GUARDED, "There must be a guard", null);
        }
        try {
            super.delete(id, guard, deadline);
            place.deleted = true;
        } catch (ChatException e) {
            if (e.code() != ErrorCode.BACKUP_GUARDED || !hides(id, guard)) {
                throw e;
            }
        }
    }

    private boolean hides(BackupId id, @Nullable BackupId guard) {
        boolean stale = rule.equals("BT-6 stale") && guard != null && place.seen.contains(guard) && isGone(guard);
        return (rule.equals("BT-6") || stale) && place.lost.add(id);
    }

    private boolean isGone(BackupId id) {
        return super.list(Fresh.deadline()).stream()
                .noneMatch(backup -> backup.id().equals(id));
    }

    /** BT-9: those before a backup was deleted are gone; the lesser: other threads read half of it. */
    @Override
    public Optional<String> note(String name, Deadline deadline) {
        Optional<String> text = super.note(name, deadline);
        if (rule.equals("BT-9 torn") && Thread.currentThread() != place.test) {
            return text.map(whole -> whole.substring(whole.length() / 2));
        }
        return rule.equals("BT-9") && place.deleted ? Optional.empty() : text;
    }

    /** The lesser BT-9: adds to it. */
    @Override
    public void note(String name, String text, Deadline deadline) {
        String before =
                rule.equals("BT-9 appended") ? super.note(name, deadline).orElse("") : "";
        super.note(name, before + text, deadline);
    }
}
