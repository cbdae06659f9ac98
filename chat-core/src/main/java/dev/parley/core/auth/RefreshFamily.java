package dev.parley.core.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The refresh tokens of one session, in memory. Not thread-safe: its store locks. */
final class RefreshFamily {

    private static final int MAX_SPENT = 10_000;

    private final RefreshOwner owner;
    private final Instant end;

    /** All that were spent but for the last, oldest first. */
    private final Deque<TokenHash> spent = new ArrayDeque<>();

    private TokenHash newest;
    private Instant expiresAt;
    private @Nullable LastSpent lastSpent;
    private boolean dead;

    /** The one token that may come again: its successor was not spent yet. */
    private record LastSpent(TokenHash token, Secret sealedSuccessor, Instant at) {}

    RefreshFamily(RefreshOwner owner, TokenHash first, Instant expiresAt, Instant end) {
        this.owner = owner;
        this.newest = first;
        this.expiresAt = expiresAt;
        this.end = end;
    }

    RefreshOwner owner() {
        return owner;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    boolean over(Instant now) {
        return !now.isBefore(expiresAt);
    }

    boolean mayRotate(TokenHash presented, Instant now) {
        return presented.equals(newest) && !dead && !over(now);
    }

    /** {@return what comes of a token of this family that may not rotate} */
    RefreshRotation refuse(TokenHash presented, Duration grace, Instant now) {
        if (dead) {
            return new RefreshRotation.Reused(owner);
        }
        if (over(now)) {
            return new RefreshRotation.Expired();
        }
        LastSpent last = lastSpent;
        if (last != null
                && last.token().equals(presented)
                && now.isBefore(last.at().plus(grace))) {
            return new RefreshRotation.Retry(owner, last.sealedSuccessor(), expiresAt);
        }
        dead = true;
        return new RefreshRotation.Reused(owner);
    }

    /** {@return the tokens that are forgotten, so that nobody fills the memory by rotating} */
    List<TokenHash> rotate(TokenHash successor, Secret sealed, Instant idleEnd, Instant now) {
        if (lastSpent != null) {
            spent.addLast(lastSpent.token());
        }
        lastSpent = new LastSpent(newest, sealed, now);
        newest = successor;
        expiresAt = idleEnd.isBefore(end) ? idleEnd : end;
        return spent.size() > MAX_SPENT ? List.of(spent.removeFirst()) : List.of();
    }

    List<TokenHash> tokens() {
        List<TokenHash> all = new ArrayList<>(spent);
        if (lastSpent != null) {
            all.add(lastSpent.token());
        }
        all.add(newest);
        return all;
    }
}
