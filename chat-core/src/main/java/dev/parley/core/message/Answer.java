package dev.parley.core.message;

/**
 * What a bot's message answers. Immutable.
 *
 * @param turn the turn that posted it
 * @param stopped whether the turn was stopped, so that the message may end in the middle
 */
public record Answer(TurnId turn, boolean stopped) {}
