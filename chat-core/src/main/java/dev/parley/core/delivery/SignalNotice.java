package dev.parley.core.delivery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a message of a carrier says. Immutable.
 *
 * @param node which bus sent it
 * @param number how many that bus had sent before, modulo 2<sup>32</sup>
 * @param signal what it told, or null if it told that signals of its own were lost
 */
public record SignalNotice(UUID node, int number, @Nullable Signal signal) {}
