/**
 * How often something may happen. A {@link dev.parley.core.ratelimit.RateLimit} is an allowance, such as
 * {@code 20/s:50}; a {@link dev.parley.core.ratelimit.RateLimiter} keeps count of what was taken from it for each
 * {@link dev.parley.core.ratelimit.LimitKey}; {@link dev.parley.core.ratelimit.RateRules} say what a call to the engine
 * is charged. In the walk of a message limits come after the authorizer and before the validation.
 *
 * <p>In memory, an allowance is one number: the time at which it is whole again (the generic cell rate algorithm of ITU-T
 * I.371 and ATM Forum Traffic Management 4.0). A call moves it on by what it costs, in time, or is denied if it then lay further off
 * than the whole takes to come back. Time is monotonic. A coarse time, written each millisecond, decides what is beyond
 * doubt: that an allowance is not whole, and that a call is denied; in between the system is asked. So the coarse time never lets
 * more through. Intervals are rounded up to whole nanoseconds: a rate is never exceeded, and missed by less than 0.1 %.
 * Decisions are kept and used again, so a call on one key allocates nothing as a rule; for that, waits are rounded up to a
 * thousandth of the window, and what remains of more than 8,191 is rounded down to 13 significant bits.
 *
 * <p>Memory is bounded, and forgetting loses nothing: {@link dev.parley.core.ratelimit.RateLimiter#inMemory(int)}.
 */
package dev.parley.core.ratelimit;
