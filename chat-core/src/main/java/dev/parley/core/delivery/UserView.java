package dev.parley.core.delivery;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.Entry;
import dev.parley.core.message.UserId;
import dev.parley.core.store.FeedSeat;

/**
 * Which part of a conversation one participant sees. Immutable. It needs no look at the store, because whatever changes it
 * is an entry of the log itself.
 */
record UserView(Principal principal, FeedSeat seat) {

    UserId user() {
        return principal.user();
    }

    boolean sees(long seq) {
        return seq >= seat.visibleFrom();
    }

    boolean seesEverything() {
        return seat.visibleFrom() <= 1;
    }

    /** {@return whether by this entry the participant is gone} */
    boolean isOwnDeparture(Entry entry) {
        return isDeparture(entry) && ((Entry.Left) entry).user().equals(user());
    }

    /** {@return whether by this entry the participant may be gone, under another name} */
    boolean maybeOwnDeparture(Entry entry) {
        return isDeparture(entry) && ((Entry.Left) entry).user().isPseudonym();
    }

    private boolean isDeparture(Entry entry) {
        return entry instanceof Entry.Left && entry.seq() > seat.head();
    }

    /** {@return the entry as this participant sees it} */
    Entry show(Entry entry) {
        if (entry instanceof Entry.Edited edited && !sees(edited.messageSeq())) {
            return edited.wipedCopy();
        }
        return entry;
    }
}
