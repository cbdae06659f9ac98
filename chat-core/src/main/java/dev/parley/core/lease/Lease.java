package dev.parley.core.lease;

import java.time.Duration;

/**
 * The right to be the only one who does something, for a while. Immutable.
 *
 * @param name what it is for
 * @param owner who has it
 * @param token greater than that of every lease of this name before; whatever is written under the lease has to be
 *     refused by the place where it is written if that has seen a greater one
 * @param term for how long it was given, counted from before it was asked for
 */
public record Lease(LeaseName name, String owner, long token, Duration term) {}
