package dev.parley.core.message;

import org.jspecify.annotations.Nullable;

/**
 * What has become of a turn. Immutable.
 *
 * @param id the turn
 * @param state how far it is
 * @param attempt how often it was begun; 0 while nobody has
 * @param failure why it failed, or null if it did not
 * @param answer what the bot posted, or null if nothing
 */
public record TurnStatus(
        TurnId id,
        TurnState state,
        int attempt,
        @Nullable TurnFailure failure,
        @Nullable MessageId answer) {}
