package dev.parley.core.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which backups are kept. Time is that of the ids, in UTC, never that of files.
 *
 * @param keepFor every complete or partial backup younger than this is kept; default 30 days
 * @param keepAtLeast so many of the newest verified ones are always kept, however old; 1 or more, default 7
 * @param weekly of so many latest ISO weeks that have a verified one, the newest of each is kept; default 8
 * @param monthly of so many latest months that have a verified one, the newest of each is kept; default 12
 */
public record Retention(Duration keepFor, int keepAtLeast, int weekly, int monthly) {

    /**
     * Checks the bounds.
     *
     * @param keepFor as in the record
     * @param keepAtLeast as in the record
     * @param weekly as in the record
     * @param monthly as in the record
     * @throws IllegalArgumentException if a number is out of its bounds
     */
    public Retention {
        if (keepFor.isNegative() || keepAtLeast < 1 || weekly < 0 || monthly < 0) {
            throw new IllegalArgumentException(
                    "keepFor, weekly and monthly must not be negative, and keepAtLeast must be 1 or more");
        }
    }

    /**
     * A backup that may go.
     *
     * @param id which
     * @param guard the newest verified one, behind which it goes; null if it failed
     */
    public record Removal(BackupId id, @Nullable BackupId guard) {}

    /** {@return 30 days, the newest 7, 8 weeks, 12 months} */
    public static Retention standard() {
        return new Retention(Duration.ofDays(30), 7, 8, 12);
    }

    /**
     * Decides. Without a verified backup nothing goes but what failed; nothing goes that is newer than the newest verified
     * one. What failed goes when a newer one is complete, or when it is older than {@code keepFor}.
     *
     * @param stored all backups of a target
     * @param now the time
     * @return what may go, oldest first
     */
    public List<Removal> removals(List<StoredBackup> stored, Instant now) {
        List<BackupId> verified = newestFirst(stored, StoredBackup::verified);
        List<BackupId> complete = newestFirst(stored, backup -> backup.state() == StoredBackup.State.COMPLETE);
        Set<BackupId> kept = new HashSet<>(verified.subList(0, Math.min(keepAtLeast, verified.size())));
        keepNewestOfEach(Retention::week, weekly, verified, kept);
        keepNewestOfEach(Retention::month, monthly, verified, kept);
        List<Removal> removals = new ArrayList<>();
        for (StoredBackup backup : stored) {
            BackupId id = backup.id();
            boolean young = id.begun().plus(keepFor).isAfter(now);
            if (backup.state() == StoredBackup.State.FAILED) {
                if (!young || isBehind(id, complete)) {
                    removals.add(new Removal(id, null));
                }
            } else if (!young && !kept.contains(id) && isBehind(id, verified)) {
                removals.add(new Removal(id, verified.get(0)));
            }
        }
        removals.sort(Comparator.comparing(Removal::id));
        return List.copyOf(removals);
    }

    private static List<BackupId> newestFirst(List<StoredBackup> stored, Predicate<StoredBackup> which) {
        return stored.stream()
                .filter(which)
                .map(StoredBackup::id)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static boolean isBehind(BackupId id, List<BackupId> newestFirst) {
        return !newestFirst.isEmpty() && newestFirst.get(0).compareTo(id) > 0;
    }

    private static void keepNewestOfEach(
            Function<OffsetDateTime, Object> period, int most, List<BackupId> newestFirst, Set<BackupId> kept) {
        Set<Object> periods = new HashSet<>();
        for (BackupId id : newestFirst) {
            Object of = period.apply(id.begun().atOffset(ZoneOffset.UTC));
            if (!periods.contains(of) && periods.size() < most) {
                periods.add(of);
                kept.add(id);
            }
        }
    }

    private static Object week(OffsetDateTime time) {
        return List.of(time.get(IsoFields.WEEK_BASED_YEAR), time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private static Object month(OffsetDateTime time) {
        return YearMonth.from(time);
    }
}
