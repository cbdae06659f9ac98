package dev.parley.core.message;

import java.time.Instant;

/**
 * One who takes part in a conversation now.
 *
 * @param user who
 * @param role what they may do
 * @param joinedAt when they joined, last time
 * @param visibleFrom the first sequence number that they see; 1 when they see everything
 * @param readSeq up to which sequence number they have read; 0 when nothing
 */
public record Participant(UserId user, ParticipantRole role, Instant joinedAt, long visibleFrom, long readSeq) {}
