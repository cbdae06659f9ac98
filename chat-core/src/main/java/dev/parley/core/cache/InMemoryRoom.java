package dev.parley.core.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Entries in the order of their use: the one used longest ago goes first. */
final class InMemoryRoom<K, V> implements NearRoom<K, V> {

    private static final float LOAD_FACTOR = 0.75f;

    private final CacheSpec<K, V> spec;
    private final LongSupplier nanoTime;
    private final Map<K, Kept<V>> entries = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private long size;
    private long evictions;

    /**
     * An entry in its place.
     *
     * @param entry which
     * @param endsAtNanos until when
     * @param size how much of the maximum it takes
     */
    private record Kept<V>(NearEntry<V> entry, long endsAtNanos, int size) {}

    InMemoryRoom(CacheSpec<K, V> spec, LongSupplier nanoTime) {
        this.spec = spec;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized @Nullable NearEntry<V> get(K key) {
        Kept<V> kept = entries.get(key);
        if (kept == null) {
            return null;
        }
        if (nanoTime.getAsLong() - kept.endsAtNanos() >= 0) {
            remove(key);
            return null;
        }
        return kept.entry();
    }

    @Override
    public synchronized void put(K key, NearEntry<V> entry) {
        remove(key);
        int taken = spec.weigher().map(entry::weigh).orElse(1);
        long end = nanoTime.getAsLong() + entry.ttl().toNanos();
        entries.put(key, new Kept<>(entry, end, taken));
        size += taken;
        Iterator<Kept<V>> oldest = entries.values().iterator();
        while (size > spec.maximum()) {
            size -= oldest.next().size();
            oldest.remove();
            evictions++;
        }
    }

    @Override
    public synchronized void remove(K key) {
        Kept<V> kept = entries.remove(key);
        if (kept != null) {
            size -= kept.size();
        }
    }

    @Override
    public synchronized void clear() {
        entries.clear();
        size = 0;
    }

    @Override
    public synchronized long entries() {
        return entries.size();
    }

    @Override
    public synchronized long weight() {
        return spec.weigher().isPresent() ? size : 0;
    }

    @Override
    public synchronized long evictions() {
        return evictions;
    }

    /** Opens rooms of this kind. */
    record Rooms(LongSupplier nanoTime) implements NearRoom.Factory {
        @Override
        public <K, V> NearRoom<K, V> open(CacheSpec<K, V> spec) {
            return new InMemoryRoom<>(spec, nanoTime);
        }
    }
}
