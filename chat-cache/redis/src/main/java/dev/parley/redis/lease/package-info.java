/** The right to be the only one for a while, kept in Redis. */
@NullMarked
package dev.parley.redis.lease;

import org.jspecify.annotations.NullMarked;
