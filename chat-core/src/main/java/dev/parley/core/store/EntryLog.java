package dev.parley.core.store;

import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The entries of an in-memory conversation and the messages they add up to. Guarded by the conversation's lock. */
final class EntryLog {

    /** Entry {@code seq} is at {@code seq - 1 - removed}. */
    private final List<Entry> entries = new ArrayList<>();

    /** The message with ordinal {@code n} is at {@code n - 1 - removedMessages}; ascending by seq. */
    private final List<Message> messages = new ArrayList<>();

    /** How many entries were removed because of their age, from the first on. */
    private long removed;

    /** How many of them were posted. */
    private long removedMessages;

    /** The newest that was posted, removed or not; 0 if none was. */
    private long lastPosted;

    /** The seqs of the edits of a message, by the seq of the message. */
    private final Map<Long, List<Long>> edits = new HashMap<>();

    /** Begins, still empty, behind what was removed before. */
    void beginBehind(long removedEntries, long removedPosted, long lastPostedSeq) {
        removed = removedEntries;
        removedMessages = removedPosted;
        lastPosted = lastPostedSeq;
    }

    long firstSeq() {
        return removed + 1;
    }

    long removedMessages() {
        return removedMessages;
    }

    long lastPosted() {
        return lastPosted;
    }

    long head() {
        return removed + entries.size();
    }

    long posted() {
        return removedMessages + messages.size();
    }

    /** Removes the entries before one, with the messages among them and the texts of their later edits. */
    void removeBefore(long seq) {
        List<Message> gone = messages.subList(0, Math.toIntExact(ordinalAt(seq - 1) - removedMessages));
        for (Message message : gone) {
            editsOf(message.seq()).stream().filter(edit -> edit >= seq).forEach(edit -> rewrite(edit, EntryLog::wiped));
            edits.remove(message.seq());
        }
        removedMessages += gone.size();
        gone.clear();
        entries.subList(0, Math.toIntExact(seq - firstSeq())).clear();
        removed = seq - 1;
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
        lastPosted = message.seq();
    }

    Entry entry(long seq) {
        return entries.get(indexOfEntry(seq));
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
        return messages.get(indexOfMessage(ordinal));
    }

    @Nullable
    Message lastMessage() {
        return messages.isEmpty() ? null : messages.get(messages.size() - 1);
    }

    void replace(Message message) {
        messages.set(indexOfMessage(message.ordinal()), message);
    }

    /** {@return how many messages have this seq or a smaller one} */
    long ordinalAt(long seq) {
        return removedMessages + messagesUpTo(seq);
    }

    /** {@return how many of the messages that are left have this seq or a smaller one} */
    private int messagesUpTo(long seq) {
        int index = indexOf(seq);
        return index >= 0 ? index + 1 : -index - 1;
    }

    private int indexOfMessage(long ordinal) {
        return Math.toIntExact(ordinal - 1 - removedMessages);
    }

    private int indexOfEntry(long seq) {
        return Math.toIntExact(seq - firstSeq());
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
        int first = messagesUpTo(visibleFrom - 1);
        if (range.forwards()) {
            int from = Math.max(first, messagesUpTo(range.bound()));
            int to = (int) Math.min(messages.size(), (long) from + range.limit() + 1);
            return cutForwards(
                    messages.subList(from, to), range.limit(), Message::seq, Math.max(range.bound(), visibleFrom - 1));
        }
        int to = Math.max(first, range.bound() == 0 ? 0 : messagesUpTo(range.bound() - 1));
        int from = (int) Math.max(first, (long) to - range.limit() - 1);
        List<Message> newestFirst = new ArrayList<>(messages.subList(from, to));
        Collections.reverse(newestFirst);
        Page<Message, Long> page = Page.cut(newestFirst, range.limit(), Message::seq);
        List<Message> ascending = new ArrayList<>(page.items());
        Collections.reverse(ascending);
        boolean truncated = page.nextCursor() == null && visibleFrom < firstSeq();
        return new Page<>(ascending, page.nextCursor(), truncated ? (Long) firstSeq() : null);
    }

    Page<Entry, Long> entries(long after, int limit, long visibleFrom) {
        long behind = Math.max(after, visibleFrom - 1);
        int from = (int) Math.min(entries.size(), Math.max(0, behind - removed));
        int to = (int) Math.min(entries.size(), (long) from + limit + 1);
        List<Entry> visible = entries.subList(from, to).stream()
                .map(entry -> entry instanceof Entry.Edited edited && edited.messageSeq() < visibleFrom
                        ? edited.wipedCopy()
                        : entry)
                .toList();
        return cutForwards(visible, limit, Entry::seq, behind);
    }

    private <T> Page<T, Long> cutForwards(List<T> read, int limit, Function<T, Long> place, long behind) {
        Page<T, Long> page = Page.cut(read, limit, place);
        return behind < removed ? page.truncatedAt(firstSeq()) : page;
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
        entries.set(indexOfEntry(seq), change.apply(entry(seq)));
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
