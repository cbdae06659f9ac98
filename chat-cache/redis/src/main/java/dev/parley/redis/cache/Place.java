package dev.parley.redis.cache;

/**
 * Where a key is.
 *
 * @param key its text
 * @param group its group
 * @param shard in which everything of its group is
 */
record Place(String key, String group, int shard) {}
