package dev.parley.redis.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Takes what nodes tell each other: the epoch before and after, who speaks, of which shard, and what was evicted: a
 * {@code K}ey, a {@code G}roup, or {@code A}ll. Called by one thread.
 */
final class Announcements {

    private static final int HEAD = 3 * Long.BYTES + Short.BYTES + 1;

    private final Shards shards;
    private final NearCopies<?, ?> near;

    Announcements(Shards shards, NearCopies<?, ?> near) {
        this.shards = shards;
        this.near = near;
    }

    void take(byte[] message, long now) {
        ByteBuffer buffer = ByteBuffer.wrap(message);
        if (message.length < HEAD) {
            lose(now);
            return;
        }
        long before = buffer.getLong();
        long epoch = buffer.getLong();
        boolean own = shards.isThisNode(buffer.getLong());
        int shard = buffer.getShort();
        if (shard < 0 || shard >= shards.keys().shards()) {
            lose(now);
            return;
        }
        byte kind = buffer.get();
        if (kind == 'A') {
            shards.epoch(shard).dropAll(epoch);
            near.counters().nearInvalidations.increment();
        } else if (!own) {
            drop(kind, text(buffer));
        }
        shards.epoch(shard).follow(before, epoch);
    }

    /** Whatever was told meanwhile is lost. */
    void lose(long now) {
        for (int shard = 0; shard < shards.keys().shards(); shard++) {
            shards.epoch(shard).lose(now);
        }
    }

    /** What this node evicts it drops itself, before and after it says so. */
    private void drop(byte kind, String text) {
        if (kind == 'G') {
            near.dropGroup(text);
        } else {
            near.dropKey(text);
        }
        near.counters().nearInvalidations.increment();
    }

    private static String text(ByteBuffer buffer) {
        return StandardCharsets.UTF_8.decode(buffer).toString();
    }
}
