package dev.parley.store.s3;

import dev.parley.core.backup.BackupId;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Who is writing. Each writer first puts a claim, which is an object of a name that nobody else has, and then lists all:
 * who finds another takes his own back. Of two, the one whose claim came later sees the other; both may see each other, and
 * then none writes. So it needs no conditional request, which many servers ignore, only that a listing shows what was put
 * before it began; S3 and those who speak like it promise that. A claim that was not renewed for its term, by the clock of
 * the server, is of one who died.
 */
final class S3Claims {

    private static final Logger LOG = LoggerFactory.getLogger(S3Claims.class);
    private static final int TERM_IN_PATIENCES = 3;
    private static final int RENEWALS_IN_TERM = 5;

    private final S3Calls calls;
    private final int page;
    private final Duration term;
    private final LongSupplier nanoTime;
    private final SecureRandom random = new SecureRandom();

    S3Claims(S3Calls calls, int page, LongSupplier nanoTime) {
        this.calls = calls;
        this.page = page;
        this.term = calls.config().patience().multipliedBy(TERM_IN_PATIENCES);
        this.nanoTime = nanoTime;
    }

    Claim take(BackupId id, Deadline deadline) {
        Claim claim = new Claim(S3Keys.claim(id, HexFormat.of().toHexDigits(random.nextLong())));
        try {
            claim.put(deadline);
            S3Listing listing = S3Listing.of(calls, S3Keys.CLAIMS, page, deadline);
            for (S3Listing.Listed other : listing.objects()) {
                Optional<BackupId> writing = S3Keys.claimed(other.name());
                if (writing.isPresent() && !other.name().equals(claim.name)) {
                    if (isLive(other, listing)) {
                        throw ChatException.fault(
                                ErrorCode.BACKUP_BUSY, "Backup " + writing.get() + " is being written", null);
                    }
                    calls.delete(other.name(), deadline);
                }
            }
            return claim;
        } catch (RuntimeException e) {
            claim.release(deadline);
            throw e;
        }
    }

    /** The backups that are being written. */
    Set<BackupId> live(Deadline deadline) {
        S3Listing listing = S3Listing.of(calls, S3Keys.CLAIMS, page, deadline);
        List<S3Listing.Listed> all = listing.objects();
        return all.stream()
                .filter(claim -> isLive(claim, listing))
                .flatMap(claim -> S3Keys.claimed(claim.name()).stream())
                .collect(Collectors.toSet());
    }

    private boolean isLive(S3Listing.Listed claim, S3Listing listing) {
        return listing.now()
                .map(now -> claim.modified().plus(term).isAfter(now))
                .orElse(true);
    }

    /** The claim of one writer. For one thread. */
    final class Claim {

        private final String name;
        private long renewed;

        private Claim(String name) {
            this.name = name;
        }

        private void put(Deadline deadline) {
            renewed = nanoTime.getAsLong();
            calls.put(name, RequestBody.empty(), deadline);
        }

        void renewIfDue() {
            if (nanoTime.getAsLong() - renewed > term.toNanos() / RENEWALS_IN_TERM) {
                put(calls.patience());
            }
        }

        void release(Deadline deadline) {
            try {
                calls.delete(name, deadline);
            } catch (ChatException e) {
                LOG.warn("A claim may be left; if so, no backup can be written for {}: {}", term, e.getMessage());
            }
        }
    }
}
