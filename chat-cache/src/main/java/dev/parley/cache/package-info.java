/** Caches of one process, on Caffeine. */
@org.jspecify.annotations.NullMarked
package dev.parley.cache;
