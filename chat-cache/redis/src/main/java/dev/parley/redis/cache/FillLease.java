package dev.parley.redis.cache;

/**
 * The right to fill a key, until something evicts it.
 *
 * @param token by which Redis knows it
 */
record FillLease(long token) {}
