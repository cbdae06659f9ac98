package dev.parley.testkit;

import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.testkit.TrialBackups.Note;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Where notes are restored to. */
final class TrialPlace implements RestorePlace {

    private final TrialBackups of;
    private final boolean scratch;
    private final List<String> owners = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private boolean shown;
    private boolean active;

    TrialPlace(TrialBackups of, boolean scratch) {
        this.of = of;
        this.scratch = scratch;
    }

    /** BS-8: takes any version. */
    @Override
    public void begin(SnapshotInfo info) {
        boolean version = info.formatVersion() == TrialBackups.INFO.formatVersion() || of.rule.equals("BS-8");
        if (!info.format().equals(TrialBackups.INFO.format()) || !version) {
            throw unreadable("The format is not known");
        }
    }

    /** The lesser BS-8: does not say what is damaged. */
    @Override
    public long load(String name, InputStream content) throws IOException {
        try {
            List<String> lines = TrialParts.lines(content.readAllBytes());
            if (name.equals(TrialParts.OWNERS)) {
                lines.forEach(line -> owners.add(owner(line)));
            } else {
                lines.forEach(line -> notes.add(TrialParts.note(line)));
            }
            return lines.size();
        } catch (IllegalArgumentException e) {
            throw unreadable("Not readable" + (of.rule.equals("BS-8 nameless") ? "" : ": " + name));
        }
    }

    private static String owner(String line) {
        if (line.split(" ", -1).length != 2) {
            throw new IllegalArgumentException("An owner is two words");
        }
        return line;
    }

    private static ChatException unreadable(String detail) {
        return ChatException.fault(ErrorCode.BACKUP_UNREADABLE, detail, null);
    }

    /** BS-6: shows what was restored; BS-7: finds nothing. */
    @Override
    public List<String> check() {
        if (of.rule.equals("BS-6") && !scratch) {
            of.notes = List.copyOf(notes);
            shown = true;
        }
        return of.rule.equals("BS-7") ? List.of() : TrialParts.problems(notes, owners);
    }

    /** BS-10: leaves them all. */
    @Override
    public int erase(BiPredicate<TenantId, UserId> erased) {
        List<String> gone = owners.stream()
                .filter(owner -> {
                    String[] words = owner.split(" ", -1);
                    return erased.test(new TenantId(words[0]), new UserId(words[1]));
                })
                .toList();
        if (!of.rule.equals("BS-10")) {
            owners.removeAll(gone);
            notes.removeIf(note -> gone.contains(note.owner()));
        }
        return gone.size();
    }

    /** The lesser BS-4: whatever was written meanwhile. */
    @Override
    public void activate() {
        if (scratch) {
            throw new IllegalStateException("A scratch place can't be activated");
        }
        if (!of.notes.isEmpty() && !shown && !of.rule.equals("BS-4 late")) {
            throw ChatException.fault(ErrorCode.RESTORE_NOT_EMPTY, "There are notes", null);
        }
        of.notes = List.copyOf(notes);
        of.restored = true;
        active = true;
    }

    /** BS-5 and BS-9: leave something behind. */
    @Override
    public void close() {
        if (active) {
            return;
        }
        if (shown) {
            of.notes = List.of();
        }
        if (of.rule.equals(scratch ? "BS-9" : "BS-5")) {
            of.remains.add("rest");
        }
    }
}
