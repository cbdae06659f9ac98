package dev.parley.core.delivery;

import dev.parley.core.message.Entry;
import dev.parley.core.message.TenantId;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Puts what is heard of a conversation's log in order. Guarded by the lock of its feed. */
final class LogTail {

    private static final int MAX_EARLY = EntryRing.MAX_ENTRIES;

    private final EntryRing ring = new EntryRing();

    /** Entries that came before their predecessors. */
    private final NavigableMap<Long, Entry> early = new TreeMap<>();

    /** Null until somebody's seat was found. */
    private @Nullable TenantId tenant;

    /** The newest sequence number that was heard of. */
    private long heard;

    /** Counts how often what is known may have been wiped in the log; also read without the lock. */
    private final AtomicLong wipes = new AtomicLong();

    /** The first entry that is left in the log, or 0 while that is not known. */
    private long firstSeq;

    /** How often somebody was erased, or -1 while that is not known. */
    private long erasures = -1;

    EntryRing ring() {
        return ring;
    }

    @Nullable
    TenantId tenant() {
        return tenant;
    }

    /** Begins behind the head that was read, unless it has begun; {@return whether it has begun now} */
    boolean open(TenantId owner, long head) {
        boolean first = tenant == null;
        tenant = owner;
        if (first) {
            ring.reset(head);
        }
        hear(head);
        takeEarly();
        return first;
    }

    void hear(long seq) {
        heard = Math.max(heard, seq);
    }

    long wipes() {
        return wipes.get();
    }

    long heard() {
        return heard;
    }

    boolean behind() {
        return tenant != null && heard > ring.last();
    }

    /** Gives up the thought that there is more than was found. */
    void forgetWhatWasHeard() {
        heard = ring.last();
    }

    /** Leaves a gap that is larger than the ring to the log; {@return whether there was one} */
    boolean skipLargeGap() {
        if (heard - ring.last() <= EntryRing.MAX_ENTRIES) {
            return false;
        }
        ring.reset(heard);
        wipes.incrementAndGet();
        return true;
    }

    /** Adds an entry, and those that have been waiting for it, if it is the next; {@return whether it was} */
    boolean take(Entry entry) {
        if (tenant != null && entry.seq() == ring.last() + 1) {
            put(entry);
            takeEarly();
            return true;
        }
        if (entry.seq() > ring.last() && early.size() < MAX_EARLY) {
            early.put(entry.seq(), entry);
        }
        return false;
    }

    private void takeEarly() {
        Map.Entry<Long, Entry> first = early.firstEntry();
        while (first != null && first.getKey() <= ring.last() + 1) {
            early.remove(first.getKey());
            if (first.getKey() == ring.last() + 1) {
                put(first.getValue());
            }
            first = early.firstEntry();
        }
    }

    /** Takes notice of how often somebody was erased; {@return whether what is known may have been wiped since} */
    boolean erased(long count) {
        boolean more = erasures >= 0 && count > erasures;
        erasures = count;
        if (more) {
            forget(ring.last());
        }
        return more;
    }

    /** Takes notice of where the log begins; {@return whether what is known may have been removed since} */
    boolean trimmed(long first) {
        boolean more = (firstSeq > 0 && first > firstSeq) || first > ring.last() + 1;
        firstSeq = Math.max(firstSeq, first);
        if (more) {
            forget(Math.max(ring.last(), first - 1));
        }
        return more;
    }

    /** What was wiped in the log must not live on here: who is behind reads the log. */
    private void forget(long upTo) {
        ring.reset(upTo);
        wipes.incrementAndGet();
        early.clear();
    }

    private void put(Entry entry) {
        boolean wipes = entry instanceof Entry.Redacted
                || (entry instanceof Entry.Left left && left.user().isPseudonym());
        if (wipes) {
            forget(entry.seq() - 1);
        }
        ring.add(entry);
    }
}
