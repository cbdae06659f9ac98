package dev.parley.store.jdbc;

import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SessionId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A family as it stands when one of its tokens comes, under its lock; and what that token is to it. */
record RefreshFamily(
        RefreshOwner owner,
        Use use,
        Instant endsAt,
        Instant expiresAt,
        @Nullable Instant spentAt,
        @Nullable Secret sealedSuccessor,
        boolean successorTaken,
        Instant now) {

    /** What the presented token is to the family. */
    enum Use {
        /** The one to be spent. */
        NEWEST,
        /** The one that was spent last. */
        PREVIOUS,
        /** One that was spent before that. */
        OLD,
        /** Any, of a family of which a spent one was used. */
        DEAD
    }

    static RefreshFamily read(ResultSet row, byte[] presented, StoreClock clock) throws SQLException {
        byte @Nullable [] sealed = row.getBytes("sealed_successor");
        return new RefreshFamily(
                new RefreshOwner(
                        new TenantId(row.getString("tenant")),
                        new UserId(row.getString("user_id")),
                        new SessionId(row.getString("session_id"))),
                use(row, presented),
                Times.read(row, "ends_at"),
                Times.read(row, "expires_at"),
                Times.readNullable(row, "spent_at"),
                sealed == null ? null : Secret.of(sealed),
                row.getBoolean("successor_taken"),
                clock.present(row));
    }

    private static Use use(ResultSet row, byte[] presented) throws SQLException {
        if (row.getBoolean("reused")) {
            return Use.DEAD;
        }
        if (Arrays.equals(presented, row.getBytes("newest"))) {
            return Use.NEWEST;
        }
        return Arrays.equals(presented, row.getBytes("previous")) ? Use.PREVIOUS : Use.OLD;
    }

    boolean mayRotate() {
        return use == Use.NEWEST && !over();
    }

    boolean over() {
        return !now.isBefore(expiresAt);
    }

    /** {@return the successor, if the presented token was spent for it so short a time ago} */
    @Nullable
    Secret successorWithin(Duration grace) {
        return use == Use.PREVIOUS && spentAt != null && now.isBefore(spentAt.plus(grace)) ? sealedSuccessor : null;
    }
}
