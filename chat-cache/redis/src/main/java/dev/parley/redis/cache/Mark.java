package dev.parley.redis.cache;

import org.jspecify.annotations.Nullable;

/** What has to be unchanged for a copy to hold, as it was before the copy was asked for. Thread-safe. */
final class Mark {

    private final Epoch epoch;
    private final Stamps keys;
    private final Stamps groups;
    private final long generation;
    private final int keySlot;
    private final int keyStamp;
    private final int groupSlot;
    private final int groupStamp;
    private final long takenAt;

    Mark(Epoch epoch, Stamps keys, Stamps groups, Place place, long now) {
        this.epoch = epoch;
        this.keys = keys;
        this.groups = groups;
        this.generation = epoch.generation();
        this.keySlot = keys.slot(place.key());
        this.keyStamp = keys.at(keySlot);
        this.groupSlot = groups.slot(place.group());
        this.groupStamp = groups.at(groupSlot);
        this.takenAt = now;
    }

    private Mark(Mark mark, int keyStamp) {
        this.epoch = mark.epoch;
        this.keys = mark.keys;
        this.groups = mark.groups;
        this.generation = mark.generation;
        this.keySlot = mark.keySlot;
        this.keyStamp = keyStamp;
        this.groupSlot = mark.groupSlot;
        this.groupStamp = mark.groupStamp;
        this.takenAt = mark.takenAt;
    }

    long takenAt() {
        return takenAt;
    }

    /**
     * The mark of what was written under this one: no copy holds any more that was asked for meanwhile, for it may be of what was
     * there before. Null if the key was evicted or written since.
     */
    @Nullable
    Mark written() {
        return keys.raiseFrom(keySlot, keyStamp) ? new Mark(this, keyStamp + 1) : null;
    }

    /** Whether nothing was evicted since. */
    boolean holds() {
        return generation == epoch.generation() && keyStamp == keys.at(keySlot) && groupStamp == groups.at(groupSlot);
    }

    /** Until when nothing can have been evicted before the bound on staleness; earlier only once the mark does not hold. */
    long confirmedUntil() {
        long confirmed = epoch.goodUntil();
        long young = takenAt + epoch.bound();
        return young - confirmed > 0 ? young : confirmed;
    }
}
