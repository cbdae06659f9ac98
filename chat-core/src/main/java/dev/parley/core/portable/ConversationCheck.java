package dev.parley.core.portable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/** Looks whether the rows of one conversation belong together. They come table by table, in the order of the tables. */
final class ConversationCheck {

    private final PortableRow conversation;
    private final UUID id;
    private final List<String> problems;
    private final List<PortableRow> participants = new ArrayList<>();

    private final BitSet posted = new BitSet();
    private final BitSet edits = new BitSet();
    private final BitSet redactions = new BitSet();

    /** What messages say of the entries that changed them, which come later. */
    private final BitSet namedEdits = new BitSet();

    private final BitSet namedRedactions = new BitSet();

    /** The first entry that was not removed because of its age. */
    private final long firstSeq;

    /** How many messages were posted before it. */
    private final long removedCount;

    private long head;
    private long ordinal;
    private boolean gap;

    ConversationCheck(PortableRow conversation, List<String> problems) {
        this.conversation = conversation;
        this.id = conversation.uuid("id");
        this.problems = problems;
        this.firstSeq = conversation.number("first_seq");
        this.removedCount = conversation.number("removed_count");
        this.head = firstSeq - 1;
        this.ordinal = removedCount;
        require(
                firstSeq >= 1 && removedCount >= 0 && removedCount < firstSeq,
                "it can't begin with entry %d",
                firstSeq);
        require(conversation.has("held_since") == conversation.has("hold_reason"), "a part of its hold is missing", 0);
    }

    private void problem(String what) {
        problems.add("conversation " + id + ": " + what);
    }

    private void require(boolean rule, String what, long seq) {
        if (!rule) {
            problem(what.formatted(seq));
        }
    }

    void take(PortableRow row) {
        switch (row.table()) {
            case PARTICIPANT -> participants.add(row);
            case FORMER_PARTICIPANT -> requireTenant(row);
            case ENTRY -> entry(row);
            case TURN -> turn(row);
            default -> throw new IllegalArgumentException("Not of a conversation: " + row.table());
        }
    }

    void endOf(PortableTable table) {
        if (table == PortableTable.ENTRY) {
            endOfEntries();
        }
    }

    private void requireTenant(PortableRow row) {
        if (!row.text("tenant").equals(conversation.text("tenant"))) {
            problem("a row of " + row.table().id() + " is of another tenant");
        }
    }

    private void entry(PortableRow entry) {
        long seq = entry.number("seq");
        if (seq != head + 1) {
            problem("entry " + seq + " follows entry " + head);
            gap = true;
        }
        head = seq;
        String type = entry.text("type");
        boolean message = type.equals("posted");
        long due = message ? ordinal + 1 : ordinal;
        if (!gap) {
            require(entry.number("ordinal") == due, "entry %d has not the ordinal " + due, seq);
        }
        ordinal = entry.number("ordinal");
        switch (type) {
            case "posted" -> posted(entry, seq);
            case "edited" -> {
                edits.set(bit(seq));
                requireSaid(entry, "message_seq", "entry %d edits no message");
                require(entry.has("revision") && entry.has("body"), "entry %d lacks what was edited", seq);
            }
            case "redacted" -> {
                redactions.set(bit(seq));
                requireSaid(entry, "message_seq", "entry %d redacts no message");
            }
            case "joined" -> require(entry.has("subject") && entry.has("role"), "entry %d lacks who joined", seq);
            case "left" -> require(entry.has("subject"), "entry %d lacks who left", seq);
            case "renamed" -> require(entry.has("body"), "entry %d lacks the title", seq);
            default -> require(false, "entry %d is of no known type", seq);
        }
    }

    private void posted(PortableRow entry, long seq) {
        if (entry.has("reply_to")) {
            requireSaid(entry, "reply_to", "entry %d replies to no message");
        }
        if (entry.has("turn_seq")) {
            requireSaid(entry, "turn_seq", "entry %d answers no message");
        }
        posted.set(bit(seq));
        require(
                entry.has("message_seq") && entry.number("message_seq") == seq,
                "entry %d posts another message than itself",
                seq);
        require(
                entry.has("body") && entry.has("kind") && entry.has("revision"),
                "entry %d lacks a part of its message",
                seq);
        if (entry.has("edited_seq")) {
            namedEdits.set(bit(entry.number("edited_seq")));
        }
        if (entry.has("redacted_seq")) {
            namedRedactions.set(bit(entry.number("redacted_seq")));
        }
    }

    /** That it is there, or may have been among what was removed. */
    private void requireSaid(PortableRow row, String column, String what) {
        boolean removed = row.has(column) && row.number(column) > 0 && row.number(column) < firstSeq;
        if (!removed) {
            requirePosted(row, column, what);
        }
    }

    private void requirePosted(PortableRow row, String column, String what) {
        boolean found = row.has(column) && posted.get(bit(row.number(column)));
        require(found, what, row.number(row.table() == PortableTable.ENTRY ? "seq" : "message_seq"));
    }

    /** {@return the place of a seq in a set of bits; 0, which no seq has, for what can't be one} */
    private static int bit(long seq) {
        return seq > 0 && seq < Integer.MAX_VALUE ? (int) seq : 0;
    }

    private void endOfEntries() {
        long stated = conversation.number("last_posted_seq");
        boolean gone = posted.isEmpty() && stated < firstSeq && (stated > 0) == (removedCount > 0);
        long last = gone ? stated : posted.length() - 1L;
        require(conversation.number("head_seq") == head, "the last entry is %d, and its head another", head);
        require(conversation.number("posted_count") == ordinal, "there are %d messages, and it counts others", ordinal);
        require(stated == last, "the last message is %d, and it says another", last);
        namedEdits.andNot(edits);
        namedEdits.stream().forEach(seq -> problem("a message was edited by entry " + seq + ", which is no edit"));
        namedRedactions.andNot(redactions);
        namedRedactions.stream()
                .forEach(seq -> problem("a message was redacted by entry " + seq + ", which is no redaction"));
        participants.forEach(this::participant);
        participants.clear();
    }

    private void participant(PortableRow seat) {
        requireTenant(seat);
        long read = seat.number("read_seq");
        boolean known = read >= 0 && read <= head && read < Integer.MAX_VALUE;
        require(known, "somebody has read up to %d, which is not there", read);
        if (known && !gap) {
            long ordinalThere = removedCount + posted.get(0, (int) read + 1).cardinality();
            long stated = seat.number("read_ordinal");
            require(
                    stated == ordinalThere || (read < firstSeq && stated >= 0 && stated <= removedCount),
                    "somebody has read up to %d, and has another number of messages there",
                    read);
        }
    }

    private void turn(PortableRow turn) {
        requireTenant(turn);
        requirePosted(turn, "message_seq", "a turn is asked by %d, which is no message");
        if (turn.has("answer_seq")) {
            requirePosted(turn, "answer_seq", "the turn asked by %d is answered by no message");
        }
    }
}
