package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.Revision;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.ListCursor;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Passes every call on, through one method that a subclass can put itself into. */
class ForwardingChatLog implements ChatLog {

    private final ChatLog delegate;

    ForwardingChatLog(ChatLog delegate) {
        this.delegate = delegate;
    }

    /** Runs a call on the delegate. */
    <T> T around(Deadline deadline, Supplier<T> call) {
        return call.get();
    }

    @Override
    public Outcome<Conversation> create(
            Principal principal, NewConversation conversation, IdempotencyKey key, Deadline deadline) {
        return around(deadline, () -> delegate.create(principal, conversation, key, deadline));
    }

    @Override
    public Optional<Conversation> find(Principal principal, ConversationId conversation, Deadline deadline) {
        return around(deadline, () -> delegate.find(principal, conversation, deadline));
    }

    @Override
    public Outcome<Change> rename(Principal principal, ConversationId conversation, String title, Deadline deadline) {
        return around(deadline, () -> delegate.rename(principal, conversation, title, deadline));
    }

    @Override
    public Outcome<Change> addParticipant(
            Principal principal,
            ConversationId conversation,
            UserId user,
            ParticipantRole role,
            int maxParticipants,
            Deadline deadline) {
        return around(
                deadline,
                () -> delegate.addParticipant(principal, conversation, user, role, maxParticipants, deadline));
    }

    @Override
    public Outcome<Change> removeParticipant(
            Principal principal, ConversationId conversation, UserId user, Deadline deadline) {
        return around(deadline, () -> delegate.removeParticipant(principal, conversation, user, deadline));
    }

    @Override
    public AppendResult append(Principal principal, ConversationId conversation, Draft draft, Deadline deadline) {
        return around(deadline, () -> delegate.append(principal, conversation, draft, deadline));
    }

    @Override
    public Outcome<Revision> revise(
            Principal principal, MessageId message, int expectedRevision, String text, Deadline deadline) {
        return around(deadline, () -> delegate.revise(principal, message, expectedRevision, text, deadline));
    }

    @Override
    public Outcome<Change> redact(Principal principal, MessageId message, Deadline deadline) {
        return around(deadline, () -> delegate.redact(principal, message, deadline));
    }

    @Override
    public Outcome<Page<Message, Long>> messages(
            Principal principal, ConversationId conversation, HistoryRange range, Deadline deadline) {
        return around(deadline, () -> delegate.messages(principal, conversation, range, deadline));
    }

    @Override
    public Outcome<Page<Entry, Long>> entries(
            Principal principal, ConversationId conversation, long after, int limit, Deadline deadline) {
        return around(deadline, () -> delegate.entries(principal, conversation, after, limit, deadline));
    }

    @Override
    public Page<ConversationSummary, ListCursor> conversationsOf(
            Principal principal, @Nullable ListCursor cursor, int limit, Deadline deadline) {
        return around(deadline, () -> delegate.conversationsOf(principal, cursor, limit, deadline));
    }

    @Override
    public Outcome<Long> advanceMarker(Principal principal, ConversationId conversation, long seq, Deadline deadline) {
        return around(deadline, () -> delegate.advanceMarker(principal, conversation, seq, deadline));
    }
}
