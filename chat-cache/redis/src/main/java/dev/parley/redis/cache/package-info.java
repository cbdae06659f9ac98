/** Caches of two levels: a copy in this process in front of one that all processes share. */
@NullMarked
package dev.parley.redis.cache;

import org.jspecify.annotations.NullMarked;
