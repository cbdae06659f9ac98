/** Signals between the nodes of one chat system, over Redis. */
@NullMarked
package dev.parley.redis.delivery;

import org.jspecify.annotations.NullMarked;
