package dev.parley.core.store;

import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.TurnState;
import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One conversation in memory as rows of the portable format. Needs the conversation's lock. */
final class ConversationRows {

    private final ConversationState state;

    private ConversationRows(ConversationState state) {
        this.state = state;
    }

    static List<PortableRow> of(ConversationState state, PortableTable table) {
        ConversationRows rows = new ConversationRows(state);
        return switch (table) {
            case CONVERSATION -> List.of(rows.conversation());
            case PARTICIPANT ->
                state.roster.seats().stream().map(rows::participant).toList();
            case FORMER_PARTICIPANT ->
                state.roster.departures().stream().map(rows::former).toList();
            case ENTRY -> rows.entries();
            case TURN -> state.turns.all().stream().map(rows::turn).toList();
            default -> throw new IllegalArgumentException("Not of a conversation: " + table);
        };
    }

    private static PortableRow.Builder row(PortableTable table) {
        return PortableRow.builder(table);
    }

    private PortableRow conversation() {
        LegalHold hold = state.hold;
        return row(PortableTable.CONVERSATION)
                .with("id", state.id.value())
                .with("tenant", state.tenant.value())
                .with("direct_until", state.directUntil)
                .with("title", state.title)
                .with("title_author", state.titleAuthor.value())
                .with("open_history", state.openHistory)
                .with("created_at", state.createdAt)
                .with("created_by", state.creator.value())
                .with("creation_hash", state.creation == null ? null : state.creation.toBytes())
                .with("head_seq", state.log.head())
                .with("posted_count", state.log.posted())
                .with("last_posted_seq", state.log.lastPosted())
                .with("last_activity", state.lastActivity)
                .with("erasures", state.erasures)
                .with("first_seq", state.log.firstSeq())
                .with("removed_count", state.log.removedMessages())
                .with("held_since", hold == null ? null : hold.since())
                .with("hold_reason", hold == null ? null : hold.reason())
                .toRow();
    }

    private PortableRow.Builder seat(PortableTable table, Seat seat) {
        return row(table)
                .with("conversation_id", state.id.value())
                .with("user_id", seat.user().value())
                .with("tenant", state.tenant.value())
                .with("role", seat.role().id())
                .with("joined_at", seat.joinedAt())
                .with("read_seq", seat.readSeq())
                .with("founder", state.founders.contains(seat.user()));
    }

    private PortableRow participant(Seat seat) {
        return seat(PortableTable.PARTICIPANT, seat)
                .with("visible_from", seat.visibleFrom())
                .with("read_ordinal", state.log.ordinalAt(seat.readSeq()))
                .toRow();
    }

    private PortableRow former(Roster.Departure departure) {
        return seat(PortableTable.FORMER_PARTICIPANT, departure.seat())
                .with("left_at", departure.leftAt())
                .toRow();
    }

    private PortableRow turn(TurnRecord turn) {
        TurnState known = turn.state.finished() ? turn.state : TurnState.PENDING;
        MessageId answer = turn.status().answer();
        return row(PortableTable.TURN)
                .with("conversation_id", state.id.value())
                .with("message_seq", turn.id.seq())
                .with("bot", turn.id.bot().value())
                .with("tenant", turn.tenant.value())
                .with("state", known.id())
                .with("attempt", (long) turn.attempt)
                .with("tries", (long) turn.tries)
                .with("failure", turn.failure == null ? null : turn.failure.id())
                .with("answer_seq", answer == null ? null : answer.seq())
                .toRow();
    }

    private List<PortableRow> entries() {
        Map<Long, ConversationState.SenderKey> keys = new HashMap<>();
        state.sent.forEach((key, body) -> keys.put(body.seq(), key));
        List<PortableRow> rows = new ArrayList<>();
        long ordinal = state.log.removedMessages();
        for (long seq = state.log.firstSeq(); seq <= state.log.head(); seq++) {
            Entry entry = state.log.entry(seq);
            ordinal += entry instanceof Entry.Posted ? 1 : 0;
            PortableRow.Builder row = row(PortableTable.ENTRY)
                    .with("conversation_id", state.id.value())
                    .with("seq", seq)
                    .with("happened_at", entry.at())
                    .with("author", entry.author().value())
                    .with("ordinal", ordinal)
                    .with("wiped", false)
                    .with("stopped", false);
            if (entry instanceof Entry.Posted posted) {
                posted(row, posted, state.log.posted(ordinal), keys.get(seq));
            } else {
                changed(row, entry);
            }
            rows.add(row.toRow());
        }
        return rows;
    }

    private void posted(
            PortableRow.Builder row, Entry.Posted entry, Message now, ConversationState.@Nullable SenderKey key) {
        List<Long> edits = state.log.editsOf(entry.seq());
        MessageId replyTo = entry.replyTo();
        row.with("type", "posted")
                .with("message_seq", entry.seq())
                .with("body", entry.text())
                .with("wiped", entry.wiped())
                .with("kind", entry.kind().id())
                .with("reply_to", replyTo == null ? null : replyTo.seq())
                .with("current_body", edits.isEmpty() || entry.wiped() ? null : now.text())
                .with("revision", (long) now.revision())
                .with("edited_at", now.editedAt())
                .with("edited_seq", edits.isEmpty() ? null : edits.get(edits.size() - 1))
                .with("redacted_seq", state.redactions.get(entry.seq()));
        if (key != null) {
            ConversationState.SentBody sent = state.sent.get(key);
            BodyHash hash = sent == null ? null : sent.hash();
            row.with("idempotency_key", key.key().value()).with("body_hash", hash == null ? null : hash.toBytes());
        }
        if (entry.answer() != null) {
            row.with("turn_seq", entry.answer().turn().seq())
                    .with("stopped", entry.answer().stopped());
        }
    }

    private static void changed(PortableRow.Builder row, Entry entry) {
        if (entry instanceof Entry.Edited e) {
            row.with("type", "edited")
                    .with("message_seq", e.messageSeq())
                    .with("revision", (long) e.revision())
                    .with("body", e.text())
                    .with("wiped", e.wiped());
        } else if (entry instanceof Entry.Redacted e) {
            row.with("type", "redacted").with("message_seq", e.messageSeq());
        } else if (entry instanceof Entry.Joined e) {
            row.with("type", "joined")
                    .with("subject", e.user().value())
                    .with("role", e.role().id());
        } else if (entry instanceof Entry.Left e) {
            row.with("type", "left").with("subject", e.user().value());
        } else if (entry instanceof Entry.Renamed e) {
            row.with("type", "renamed").with("body", e.title()).with("wiped", e.wiped());
        }
    }
}
