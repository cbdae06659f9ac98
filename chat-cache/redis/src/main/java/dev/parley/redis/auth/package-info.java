/**
 * Sessions, refresh tokens, failed logins and changes of access on Redis, for hosts without a database.
 *
 * <p>Where there is a database these belong there: it keeps them when Redis is away, so that a dead Redis logs nobody out, and
 * it writes them in one transaction with the users. Only {@link dev.parley.redis.auth.RedisLoginThrottle} is worth a thought
 * beside a database, for what it loses is forgiven within a window.
 *
 * <p>How they behave:
 *
 * <ul>
 *   <li>Every call is one command: a script, which Redis runs as one step, by its own clock.
 *   <li>Every key has an expiry from the step on that writes it, so that nothing stays behind when a process or Redis dies at
 *       any moment. Purging is therefore not needed; each call that adds something also removes a few that are over.
 *   <li>Keys begin with the prefix of the connections and {@code :auth:}, and hold the prefix in braces. So in a cluster all
 *       of them are on one node, which bounds how many there can be. On Redis 7.0, with ids of 36 characters, a session takes
 *       about 900 bytes, a family of refresh tokens 2,600 after its first rotation and 300 more for each further token that is
 *       remembered, a lane with one failed login 500. Scripts find some of their keys in what they read; move the slot of these keys to another
 *       node only while they are not in use.
 *   <li>A write that was sent and whose answer did not come ends with {@code OUTCOME_UNKNOWN}: it has happened as a whole, or
 *       not at all.
 * </ul>
 *
 * <p>What Redis, 6.2 or newer, has to be set to:
 *
 * <ul>
 *   <li>{@code maxmemory-policy noeviction}: any other policy ends sessions, and forgets failed logins and spent tokens, where
 *       memory runs short. With it, nothing can be added then, and everything can still be read and revoked.
 *   <li>{@code appendonly yes}. Without it whatever came after the last snapshot is undone by a restart: users are logged out,
 *       a session that was revoked lives again, a refresh token that was spent works again. With {@code appendfsync everysec}
 *       that is the last second, with {@code always} nothing. A failover to a replica undoes what had not reached it; and a node that still talks to the
 *       old one meanwhile does not learn what is revoked on the new one.
 * </ul>
 *
 * <p>A restart, a failover or an emptied Redis always shows as a feed that was {@linkplain
 * dev.parley.core.auth.AccessChanges.Changes#truncated() truncated}, so that no node goes on trusting what it read before.
 */
@NullMarked
package dev.parley.redis.auth;

import org.jspecify.annotations.NullMarked;
