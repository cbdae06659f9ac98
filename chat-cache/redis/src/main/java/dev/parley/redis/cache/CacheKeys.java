package dev.parley.redis.cache;

/**
 * What the keys of one cache are called. Everything that belongs to one group begins with the same hash tag, so that a script
 * touches one slot of a cluster only. Immutable.
 */
final class CacheKeys {

    private final String channel;
    private final String[] bases;

    CacheKeys(String prefix, String cache, int shards) {
        this.channel = prefix + ":cache:" + cache;
        this.bases = new String[shards];
        for (int shard = 0; shard < shards; shard++) {
            bases[shard] = prefix + ":cache:{" + cache + "." + (shard < 10 ? "0" : "") + shard + "}:";
        }
    }

    /** String.hashCode is specified, and so the same on all nodes. */
    int shardOf(String group) {
        return Math.floorMod(Stamps.spread(group), bases.length);
    }

    int shards() {
        return bases.length;
    }

    String channel() {
        return channel;
    }

    /** Its first 8 bytes name the shard's incarnation, the rest is its epoch in decimal digits. */
    String state(int shard) {
        return bases[shard] + "e";
    }

    String generation(int shard, String group) {
        return bases[shard] + "g:" + group;
    }

    String lease(int shard, String key) {
        return bases[shard] + "l:" + key;
    }

    String value(int shard, String key) {
        return bases[shard] + "v:" + key;
    }
}
