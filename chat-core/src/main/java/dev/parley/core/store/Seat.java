package dev.parley.core.store;

import dev.parley.core.message.Draft;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.Participant;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import java.time.Instant;

/** One participant's place in an in-memory conversation. */
record Seat(UserId user, ParticipantRole role, Instant joinedAt, long visibleFrom, long readSeq) {

    Seat withRole(ParticipantRole newRole) {
        return new Seat(user, newRole, joinedAt, visibleFrom, readSeq);
    }

    Seat readUpTo(long seq) {
        return new Seat(user, role, joinedAt, visibleFrom, Math.max(readSeq, seq));
    }

    /** {@return who speaks in what they post} */
    MessageKind kindOf(Draft draft) {
        if (draft.isNotice()) {
            return MessageKind.SYSTEM;
        }
        return role == ParticipantRole.BOT ? MessageKind.BOT : MessageKind.USER;
    }

    boolean sees(long seq) {
        return seq >= visibleFrom;
    }

    Participant toParticipant() {
        return new Participant(user, role, joinedAt, visibleFrom, readSeq);
    }
}
