package dev.parley.core.delivery;

import dev.parley.core.message.Entry;
import java.util.Arrays;
import java.util.List;

/**
 * The newest entries of a conversation, shared by all its subscribers on this node. Guarded by the lock of its feed.
 *
 * <p>Bounded by count and by length of text; who is behind its oldest entry reads the log instead.
 */
final class EntryRing {

    static final int MAX_ENTRIES = 256;
    private static final int SMALLEST = 16;
    /** A prime number, so that the usual sizes of polls do not all meet in one place. */
    private static final int SLICES = 17;

    private static final int MAX_CHARS = 256 * 1024;

    private LiveEvent.Appended[] slots = new LiveEvent.Appended[SMALLEST];
    private long first = 1;
    private long last;
    private long chars;

    /** The newest entry by which somebody left; no slice that begins behind it needs to be searched for one. */
    private long lastLeft;

    /** Slices that were asked for, by where they begin: subscribers that are equally far get the same list. */
    private final Slice[] slices = new Slice[SLICES];

    /** Entries after a place. */
    private record Slice(long after, List<LiveEvent> events) {

        static final Slice NONE = new Slice(-1, List.of());
    }

    EntryRing() {
        Arrays.fill(slices, Slice.NONE);
    }

    /** Begins anew behind an entry. */
    void reset(long head) {
        Arrays.fill(slots, null);
        first = head + 1;
        last = head;
        chars = 0;
        Arrays.fill(slices, Slice.NONE);
    }

    /** {@return the newest sequence number that subscribers may get} */
    long last() {
        return last;
    }

    /** {@return whether entries after this one are all here} */
    boolean covers(long after) {
        return after >= first - 1;
    }

    boolean hasLeftAfter(long after) {
        return lastLeft > after;
    }

    /** Adds the entry that follows the last. */
    void add(Entry entry) {
        if (last - first + 1 == slots.length) {
            makeRoom();
        }
        last = entry.seq();
        slots[index(last)] = new LiveEvent.Appended(entry);
        chars += length(entry);
        while (chars > MAX_CHARS && first < last) {
            dropFirst();
        }
        if (entry instanceof Entry.Left) {
            lastLeft = last;
        }
    }

    private void makeRoom() {
        if (slots.length == MAX_ENTRIES) {
            dropFirst();
            return;
        }
        LiveEvent.Appended[] larger = new LiveEvent.Appended[slots.length * 2];
        for (long seq = first; seq <= last; seq++) {
            larger[(int) (seq & (larger.length - 1))] = slots[index(seq)];
        }
        slots = larger;
    }

    private void dropFirst() {
        chars -= length(slots[index(first)].entry());
        slots[index(first)] = null;
        // Whoever is that far behind reads the log from now on: a slice that begins here would only keep the texts
        // alive.
        int place = (int) ((first - 1) % SLICES);
        if (slices[place].after() == first - 1) {
            slices[place] = Slice.NONE;
        }
        first++;
    }

    /** {@return the entries after a place, at most so many; immutable and perhaps shared} */
    List<LiveEvent> after(long seq, int max) {
        int count = (int) Math.min(max, last - seq);
        if (count <= 0) {
            return List.of();
        }
        int place = (int) (seq % SLICES);
        Slice slice = slices[place];
        if (slice.after() != seq || slice.events().size() != count) {
            LiveEvent[] copy = new LiveEvent[count];
            for (int i = 0; i < count; i++) {
                copy[i] = slots[index(seq + 1 + i)];
            }
            slice = new Slice(seq, List.of(copy));
            slices[place] = slice;
        }
        return slice.events();
    }

    private int index(long seq) {
        return (int) (seq & (slots.length - 1));
    }

    /** {@return how many UTF-16 units the text of an entry has} */
    static long length(Entry entry) {
        if (entry instanceof Entry.Posted posted) {
            return posted.text().length();
        }
        return entry instanceof Entry.Edited edited ? edited.text().length() : 0;
    }
}
