package dev.parley.core.store;

import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The entries of an in-memory conversation and the messages they add up to. Guarded by the conversation's lock. */
final class EntryLog {

    /** Entry {@code seq} is at {@code seq - 1}. */
    private final List<Entry> entries = new ArrayList<>();

    /** The message with ordinal {@code n} is at {@code n - 1}; ascending by seq. */
    private final List<Message> messages = new ArrayList<>();

    /** The seqs of the edits of a message, by the seq of the message. */
    private final Map<Long, List<Long>> edits = new HashMap<>();

    long head() {
        return entries.size();
    }

    long posted() {
        return messages.size();
    }

    void append(Entry entry) {
        entries.add(entry);
        if (entry instanceof Entry.Edited edited) {
            edits.computeIfAbsent(edited.messageSeq(), seq -> new ArrayList<>()).add(edited.seq());
        }
    }

    void append(Entry.Posted entry, Message message) {
        entries.add(entry);
        messages.add(message);
    }

    Entry entry(long seq) {
        return entries.get(Math.toIntExact(seq - 1));
    }

    /** {@return the edits of a message, oldest first} */
    List<Long> editsOf(long messageSeq) {
        return edits.getOrDefault(messageSeq, List.of());
    }

    @Nullable
    Message message(long seq) {
        int index = indexOf(seq);
        return index >= 0 ? messages.get(index) : null;
    }

    /** {@return the message with this ordinal, which there must be} */
    Message posted(long ordinal) {
        return messages.get(Math.toIntExact(ordinal - 1));
    }

    @Nullable
    Message lastMessage() {
        return messages.isEmpty() ? null : messages.get(messages.size() - 1);
    }

    void replace(Message message) {
        messages.set(Math.toIntExact(message.ordinal() - 1), message);
    }

    /** {@return how many messages have this seq or a smaller one} */
    long ordinalAt(long seq) {
        int index = indexOf(seq);
        return index >= 0 ? index + 1L : -index - 1L;
    }

    private int indexOf(long seq) {
        int low = 0;
        int high = messages.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compare(messages.get(middle).seq(), seq);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    Page<Message, Long> messages(HistoryRange range, long visibleFrom) {
        int first = Math.toIntExact(ordinalAt(visibleFrom - 1));
        if (range.forwards()) {
            int from = Math.max(first, Math.toIntExact(ordinalAt(range.bound())));
            int to = (int) Math.min(messages.size(), (long) from + range.limit() + 1);
            return Page.cut(messages.subList(from, to), range.limit(), Message::seq);
        }
        int to = Math.max(first, range.bound() == 0 ? 0 : Math.toIntExact(ordinalAt(range.bound() - 1)));
        int from = (int) Math.max(first, (long) to - range.limit() - 1);
        List<Message> newestFirst = new ArrayList<>(messages.subList(from, to));
        Collections.reverse(newestFirst);
        Page<Message, Long> page = Page.cut(newestFirst, range.limit(), Message::seq);
        List<Message> ascending = new ArrayList<>(page.items());
        Collections.reverse(ascending);
        return new Page<>(ascending, page.nextCursor());
    }

    Page<Entry, Long> entries(long after, int limit, long visibleFrom) {
        int from = (int) Math.min(entries.size(), Math.max(after, visibleFrom - 1));
        int to = (int) Math.min(entries.size(), (long) from + limit + 1);
        List<Entry> visible = entries.subList(from, to).stream()
                .map(entry -> entry instanceof Entry.Edited edited && edited.messageSeq() < visibleFrom
                        ? edited.wipedCopy()
                        : entry)
                .toList();
        return Page.cut(visible, limit, Entry::seq);
    }

    /** Takes the text of a message out of the message and of every entry. */
    void wipeMessage(Message message) {
        replace(wiped(message));
        rewrite(message.seq(), EntryLog::wiped);
        editsOf(message.seq()).forEach(seq -> rewrite(seq, EntryLog::wiped));
    }

    void rewriteAll(UnaryOperator<Entry> entryChange, UnaryOperator<Message> messageChange) {
        entries.replaceAll(entryChange);
        messages.replaceAll(messageChange);
    }

    private void rewrite(long seq, UnaryOperator<Entry> change) {
        entries.set(Math.toIntExact(seq - 1), change.apply(entry(seq)));
    }

    private static Message wiped(Message m) {
        return new Message(
                m.id(),
                m.author(),
                m.kind(),
                "",
                m.replyTo(),
                m.createdAt(),
                m.editedAt(),
                m.revision(),
                true,
                m.ordinal(),
                m.answer());
    }

    static Entry wiped(Entry entry) {
        if (entry instanceof Entry.Posted e) {
            return new Entry.Posted(
                    e.conversation(),
                    e.seq(),
                    e.at(),
                    e.author(),
                    e.ordinal(),
                    e.kind(),
                    "",
                    e.replyTo(),
                    e.answer(),
                    true);
        }
        if (entry instanceof Entry.Edited e) {
            return e.wipedCopy();
        }
        if (entry instanceof Entry.Renamed e) {
            return new Entry.Renamed(e.conversation(), e.seq(), e.at(), e.author(), "", true);
        }
        return entry;
    }
}
