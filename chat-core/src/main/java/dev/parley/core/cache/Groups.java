package dev.parley.core.cache;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The generation of each group, which is raised to evict it. Thread-safe. What belongs to a group holds its generation; a group
 * to which nothing belongs is forgotten, so there are never more groups than entries and loads.
 */
final class Groups {

    private final ConcurrentHashMap<String, Ref> groups = new ConcurrentHashMap<>();
    private final ReferenceQueue<AtomicLong> forgotten = new ReferenceQueue<>();

    private static final class Ref extends WeakReference<AtomicLong> {

        private final String name;

        Ref(String name, AtomicLong generation, ReferenceQueue<AtomicLong> queue) {
            super(generation, queue);
            this.name = name;
        }
    }

    AtomicLong of(String name) {
        AtomicLong known = known(name);
        if (known != null) {
            return known;
        }
        clean();
        AtomicLong fresh = new AtomicLong();
        Ref made = new Ref(name, fresh, forgotten);
        while (true) {
            Ref other = groups.putIfAbsent(name, made);
            if (other == null) {
                return fresh;
            }
            AtomicLong theirs = other.get();
            if (theirs != null) {
                return theirs;
            }
            groups.remove(name, other);
        }
    }

    void raise(String name) {
        AtomicLong known = known(name);
        if (known != null) {
            known.incrementAndGet();
        }
    }

    /** Whatever was in a group before this began is so in one that is raised. */
    void raiseAll() {
        for (Ref ref : groups.values()) {
            AtomicLong generation = ref.get();
            if (generation != null) {
                generation.incrementAndGet();
            }
        }
    }

    private @Nullable AtomicLong known(String name) {
        Ref ref = groups.get(name);
        return ref == null ? null : ref.get();
    }

    private void clean() {
        for (Reference<?> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
            Ref ref = (Ref) gone;
            groups.remove(ref.name, ref);
        }
    }
}
