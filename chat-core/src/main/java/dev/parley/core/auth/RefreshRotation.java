package dev.parley.core.auth;

import java.time.Instant;

/** What came of a rotation of refresh tokens. */
public sealed interface RefreshRotation {

    /**
     * The presented token is spent; its successor is to be given out.
     *
     * @param owner whose
     * @param expiresAt when the successor is over unless it is used
     */
    record Rotated(RefreshOwner owner, Instant expiresAt) implements RefreshRotation {}

    /**
     * The presented token was spent a moment ago, by another tab or by a call whose answer was lost.
     *
     * @param owner whose
     * @param sealedSuccessor the successor that it was spent for, as it was stored
     * @param expiresAt when the successor is over unless it is used
     */
    record Retry(RefreshOwner owner, Secret sealedSuccessor, Instant expiresAt) implements RefreshRotation {}

    /**
     * The presented token was spent before, or belongs to a family of which one was: somebody has stolen one. The session
     * must be ended.
     *
     * @param owner whose
     */
    record Reused(RefreshOwner owner) implements RefreshRotation {}

    /** The time of the presented token is over. */
    record Expired() implements RefreshRotation {}

    /** There is no such token. */
    record Unknown() implements RefreshRotation {}
}
