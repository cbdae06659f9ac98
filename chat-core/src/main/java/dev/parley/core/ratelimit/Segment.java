package dev.parley.core.ratelimit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A part of the table: slots with short chains. Changes hold the lock of the segment. Reading holds none; while slots are
 * made more it may miss what is there, so who misses something looks again with the lock. What somebody made up to
 * fall into one slot goes into a tree once the chain is long. Thread-safe.
 */
final class Segment {

    private static final int FEWEST_SLOTS = 8;
    private static final int MOST_SLOTS = 1 << 24;
    private static final int MOST_IN_CHAIN = 32;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Place[].class);

    private volatile @Nullable Place[] slots = new @Nullable Place[FEWEST_SLOTS];
    private int chained;
    private int crowded;
    private final TreeMap<LimitKey, Place> crowd = new TreeMap<>();
    private @Nullable LimitKey mark;

    private static @Nullable Place head(@Nullable Place[] slots, int index) {
        return (Place) SLOT.getAcquire(slots, index);
    }

    /** {@return the place of a key; null if it was not seen, which does not mean that there is none} */
    @Nullable
    Place glance(LimitKey key, int hash) {
        @Nullable Place[] seen = slots;
        Place place = head(seen, hash & (seen.length - 1));
        while (place != null && !place.isOf(key, hash)) {
            place = place.next;
        }
        return place;
    }

    synchronized @Nullable Place find(LimitKey key, int hash) {
        Place found = glance(key, hash);
        return found != null || crowded == 0 ? found : crowd.get(key);
    }

    /** {@return the place that was there; null if there was none, and is now} */
    synchronized @Nullable Place putIfAbsent(Place made) {
        Place found = find(made.key, made.hash);
        if (found == null) {
            add(made);
        }
        return found;
    }

    private void add(Place made) {
        @Nullable Place[] now = slots;
        int index = made.hash & (now.length - 1);
        Place first = head(now, index);
        int length = 0;
        for (Place place = first; place != null; place = place.next) {
            length++;
        }
        if (length >= MOST_IN_CHAIN) {
            crowd.put(made.key, made);
            crowded = crowd.size();
            return;
        }
        made.next = first;
        SLOT.setRelease(now, index, made);
        chained++;
        if (chained > now.length && now.length < MOST_SLOTS) {
            grow(now);
        }
    }

    private void grow(@Nullable Place[] from) {
        @Nullable Place[] more = new @Nullable Place[2 * from.length];
        for (Place head : from) {
            Place place = head;
            while (place != null) {
                Place following = place.next;
                int index = place.hash & (more.length - 1);
                place.next = more[index];
                more[index] = place;
                place = following;
            }
        }
        slots = more;
    }

    /** {@return whether the place was there, and is not any more} */
    private boolean remove(Place old) {
        if (crowded > 0 && crowd.remove(old.key, old)) {
            crowded = crowd.size();
            return true;
        }
        @Nullable Place[] now = slots;
        int index = old.hash & (now.length - 1);
        Place before = null;
        Place place = head(now, index);
        while (place != null && place != old) {
            before = place;
            place = place.next;
        }
        if (place == null) {
            return false;
        }
        if (before == null) {
            SLOT.setRelease(now, index, old.next);
        } else {
            before.next = old.next;
        }
        chained--;
        return true;
    }

    /** {@return whether the place was there; in its place there is now one that holds the same} */
    synchronized boolean replace(Place old, Allowance other, TickClock clock) {
        if (!remove(old)) {
            return false;
        }
        add(old.successor(other, clock));
        return true;
    }

    /** Replaces likewise, and takes a price before anybody finds the new one. Tells what {@link Bucket#take} tells. */
    synchronized long replaceAndTake(Place old, Allowance other, long price, TickClock clock) {
        if (!remove(old)) {
            return Bucket.GONE;
        }
        Place successor = old.successor(other, clock);
        long taken = successor.take(price, clock);
        add(successor);
        return taken;
    }

    /** {@return how many steps it takes to go through all} */
    synchronized int steps() {
        return chained + crowded == 0 ? 0 : slots.length + crowded;
    }

    /** Seals and removes what was whole by then, in some slots; beyond the slots, one of the crowd after the other. */
    synchronized int drop(int from, int until, long wholeBy) {
        int dropped = 0;
        for (int step = from; step < until; step++) {
            if (step >= slots.length) {
                dropped += dropOfCrowd(wholeBy);
                continue;
            }
            for (Place place = head(slots, step); place != null; place = place.next) {
                dropped += dropIfWhole(place, wholeBy);
            }
        }
        return dropped;
    }

    private int dropOfCrowd(long wholeBy) {
        Map.Entry<LimitKey, Place> entry = mark == null ? crowd.firstEntry() : crowd.higherEntry(mark);
        mark = entry == null ? null : entry.getKey();
        return entry == null ? 0 : dropIfWhole(entry.getValue(), wholeBy);
    }

    private int dropIfWhole(Place place, long wholeBy) {
        if (place.sealIfWhole(wholeBy) && remove(place)) {
            place.allowance.leave();
            return 1;
        }
        return 0;
    }
}
