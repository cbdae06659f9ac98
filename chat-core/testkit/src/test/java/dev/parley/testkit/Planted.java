package dev.parley.testkit;

import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.HistoryRetention;
import dev.parley.core.store.Page;
import dev.parley.core.store.PersonalData;
import dev.parley.core.store.ReadOnlyMode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A store with planted faults: another log or another personal-data facet around the same state. */
class Planted implements ChatStore {

    private final ChatStore delegate;
    private final ChatLog log;
    private final @Nullable PersonalData planted;

    Planted(ChatStore delegate, ChatLog log, @Nullable PersonalData planted) {
        this.delegate = delegate;
        this.log = log;
        this.planted = planted;
    }

    @Override
    public ChatLog log() {
        return log;
    }

    static ChatStore log(ChatStore delegate, UnaryOperator<ChatLog> fault) {
        return new Planted(delegate, fault.apply(delegate.log()), null);
    }

    static ChatStore facets(ChatStore delegate, ChatLog log, ChatTurns turns, ChatFeed feed) {
        return new Planted(delegate, log, null) {
            @Override
            public Optional<ChatTurns> turns() {
                return Optional.of(turns);
            }

            @Override
            public ChatFeed feed() {
                return feed;
            }
        };
    }

    @Override
    public ChatFeed feed() {
        return delegate.feed();
    }

    @Override
    public Optional<ChatTurns> turns() {
        return delegate.turns();
    }

    @Override
    public Optional<PersonalData> personalData() {
        return planted == null ? delegate.personalData() : Optional.of(planted);
    }

    @Override
    public Optional<HistoryRetention> historyRetention() {
        return delegate.historyRetention();
    }

    @Override
    public Optional<ReadOnlyMode> readOnlyMode() {
        return delegate.readOnlyMode();
    }

    @Override
    public void ping(Deadline deadline) {
        delegate.ping(deadline);
    }

    @Override
    public void close() {
        delegate.close();
    }

    static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    static <T, C> Page<T, C> map(Page<T, C> page, UnaryOperator<T> change) {
        return new Page<>(page.items().stream().map(change).toList(), page.nextCursor(), page.firstKept());
    }

    static Message at(Message m, Instant createdAt) {
        return copy(m, m.id(), m.text(), createdAt);
    }

    static Message saying(Message m, String text) {
        return copy(m, m.id(), text, m.createdAt());
    }

    static Message numbered(Message m, long seq) {
        return copy(m, new MessageId(m.id().conversation(), seq), m.text(), m.createdAt());
    }

    private static Message copy(Message m, MessageId id, String text, Instant createdAt) {
        return new Message(
                id,
                m.author(),
                m.kind(),
                text,
                m.replyTo(),
                createdAt,
                m.editedAt(),
                m.revision(),
                m.redacted(),
                m.ordinal(),
                m.answer());
    }

    static Entry saying(Entry.Posted e, String text) {
        return new Entry.Posted(
                e.conversation(),
                e.seq(),
                e.at(),
                e.author(),
                e.ordinal(),
                e.kind(),
                text,
                e.replyTo(),
                e.answer(),
                e.wiped());
    }

    static Entry saying(Entry.Edited e, String text) {
        return new Entry.Edited(
                e.conversation(), e.seq(), e.at(), e.author(), e.messageSeq(), e.revision(), text, e.wiped());
    }

    static <T> List<T> reversed(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }
}
