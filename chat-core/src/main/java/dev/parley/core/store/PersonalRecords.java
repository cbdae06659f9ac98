package dev.parley.core.store;

import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.UserId;
import java.util.ArrayList;
import java.util.List;

/** What an in-memory conversation holds about one user. Needs the conversation's lock. */
final class PersonalRecords {

    private final ConversationState state;
    private final UserId user;

    PersonalRecords(ConversationState state, UserId user) {
        this.state = state;
        this.user = user;
    }

    List<PersonalRecord> collect() {
        List<PersonalRecord> memberships = new ArrayList<>();
        List<PersonalRecord> titles = new ArrayList<>();
        List<PersonalRecord> postings = new ArrayList<>();
        List<PersonalRecord> edits = new ArrayList<>();
        Seat seat = state.roster.seat(user);
        Roster.Departure departure = state.roster.departure(user);
        if (seat != null) {
            memberships.add(new PersonalRecord.Membership(
                    state.id, state.title, seat.role(), seat.joinedAt(), null, seat.readSeq()));
        } else if (departure != null) {
            Seat last = departure.seat();
            memberships.add(new PersonalRecord.Membership(
                    state.id, "", last.role(), last.joinedAt(), departure.leftAt(), last.readSeq()));
        }
        boolean titleOfCreation = true;
        for (long seq = 1; seq <= state.log.head(); seq++) {
            Entry entry = state.log.entry(seq);
            titleOfCreation &= !(entry instanceof Entry.Renamed);
            if (!entry.author().equals(user)) {
                continue;
            }
            if (entry instanceof Entry.Posted posted) {
                postings.add(new PersonalRecord.Posting(message(seq), posted.text()));
            } else if (entry instanceof Entry.Edited edited) {
                edits.add(new PersonalRecord.Edit(
                        new MessageId(state.id, edited.messageSeq()), edited.revision(), edited.at(), edited.text()));
            } else if (entry instanceof Entry.Renamed renamed) {
                titles.add(new PersonalRecord.Title(state.id, renamed.at(), renamed.title()));
            }
        }
        if (titleOfCreation && state.creator.equals(user)) {
            titles.add(new PersonalRecord.Title(state.id, state.createdAt, state.title));
        }
        memberships.addAll(titles);
        memberships.addAll(postings);
        memberships.addAll(edits);
        return memberships;
    }

    private Message message(long seq) {
        Message message = state.log.message(seq);
        if (message == null) {
            throw new IllegalStateException("No message at the seq of a posted entry");
        }
        return message;
    }
}
