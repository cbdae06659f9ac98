package dev.parley.core.store;

import dev.parley.core.message.TurnStatus;

/**
 * A turn at one instant. Immutable.
 *
 * @param status what has become of it
 * @param text what its latest attempt has written so far; empty once it is finished
 */
public record TurnSnapshot(TurnStatus status, String text) {}
