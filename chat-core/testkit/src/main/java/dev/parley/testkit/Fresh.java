package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What no test has used before, so that tests may share a database. */
final class Fresh {

    private static final int MANY = 1_000;

    private Fresh() {}

    static TenantId tenant() {
        return new TenantId("t-" + UUID.randomUUID());
    }

    static TokenHash hash() {
        return TokenHash.of(UUID.randomUUID().toString());
    }

    static ManualClock clock() {
        return new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    }

    static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    static void assertInternal(ThrowingCallable call) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(call)
                .satisfies(e -> Assertions.assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
    }

    /** {@return whether a call tells of a user's change before it returns} */
    static boolean raises(AccessChanges changes, TenantId tenant, UserId user, Runnable call) {
        long before = changes.head(deadline());
        call.run();
        return changesOf(tenant, changes.since(before, MANY, deadline())).stream()
                .anyMatch(change -> change.user().equals(user));
    }

    /** {@return those of one tenant, for others may use the same feed} */
    static List<AccessChanges.Change> changesOf(TenantId tenant, AccessChanges.Changes page) {
        return page.changes().stream()
                .filter(change -> change.tenant().equals(tenant))
                .toList();
    }

    /** {@return how many were purged until nothing was left to purge} */
    static int purgeAll(IntSupplier purging) {
        int sum = 0;
        for (int round = 0; round < MANY; round++) {
            int purged = purging.getAsInt();
            if (purged == 0) {
                return sum;
            }
            sum += purged;
        }
        throw new AssertionError("Purging finds no end");
    }
}
