package dev.parley.core.store;

import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;

/**
 * A turn that is not finished. Immutable.
 *
 * @param turn which
 * @param attempt the latest attempt, 0 while nobody has begun
 * @param state pending or running
 * @param length how many UTF-16 units the attempt has written
 */
public record LiveTurn(TurnId turn, int attempt, TurnState state, int length) {}
