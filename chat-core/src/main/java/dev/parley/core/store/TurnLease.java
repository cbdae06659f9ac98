package dev.parley.core.store;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;

/**
 * The right to carry out a turn, until it runs out or another claims it. The attempt is the fencing token: the store takes
 * nothing from a holder whose attempt is not the latest. Immutable.
 *
 * @param turn the turn
 * @param tenant its tenant
 * @param attempt 1 for the first claim, one more with each
 * @param tries how many of the attempts count: those that were not {@linkplain ChatTurns#release handed over} for free
 */
public record TurnLease(TurnId turn, TenantId tenant, int attempt, int tries) {}
