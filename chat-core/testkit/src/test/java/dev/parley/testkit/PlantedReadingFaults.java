package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.ListCursor;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One fault for each of the rules CL-40 to CL-45. */
final class PlantedReadingFaults extends ForwardingChatLog {

    private final String rule;
    private final Set<UserId> joinedLater = new HashSet<>();

    PlantedReadingFaults(String rule, ChatLog delegate) {
        super(delegate);
        this.rule = rule;
    }

    /** CL-40 and CL-41: a full page claims to have a next one at the end. */
    @Override
    public Outcome<Page<Message, Long>> messages(
            Principal principal, ConversationId room, HistoryRange range, Deadline deadline) {
        Outcome<Page<Message, Long>> outcome = super.messages(principal, room, range, deadline);
        if (!rule.equals(range.forwards() ? "CL-41" : "CL-40")) {
            return outcome;
        }
        return outcome.map(page -> {
            boolean whole = page.nextCursor() == null && page.items().size() == range.limit();
            if (!whole || (!range.forwards() && page.items().get(0).ordinal() > 1)) {
                return page;
            }
            int edge = range.forwards() ? page.items().size() - 1 : 0;
            return new Page<>(page.items(), page.items().get(edge).seq());
        });
    }

    /** CL-42: takes the cursor for inclusive. */
    @Override
    public Outcome<Page<Entry, Long>> entries(
            Principal principal, ConversationId room, long after, int limit, Deadline deadline) {
        long from = rule.equals("CL-42") && after > 0 ? after - 1 : after;
        return super.entries(principal, room, from, limit, deadline);
    }

    @Override
    public Outcome<Change> addParticipant(
            Principal principal, ConversationId room, UserId user, ParticipantRole role, int max, Deadline deadline) {
        joinedLater.add(user);
        return super.addParticipant(principal, room, user, role, max, deadline);
    }

    /** CL-43: who joins has one unread; CL-45: the last message is as it was posted. */
    @Override
    public Page<ConversationSummary, ListCursor> conversationsOf(
            Principal principal, @Nullable ListCursor cursor, int limit, Deadline deadline) {
        Page<ConversationSummary, ListCursor> page = super.conversationsOf(principal, cursor, limit, deadline);
        return Planted.map(page, s -> {
            Message last = s.lastMessage();
            boolean late = rule.equals("CL-43") && joinedLater.contains(principal.user());
            return new ConversationSummary(
                    s.id(),
                    s.type(),
                    s.title(),
                    rule.equals("CL-45") && last != null ? asPosted(last) : last,
                    late ? Math.max(1, s.unread()) : s.unread(),
                    s.lastActivity());
        });
    }

    private static Message asPosted(Message m) {
        return new Message(
                m.id(),
                m.author(),
                m.kind(),
                m.text(),
                m.replyTo(),
                m.createdAt(),
                null,
                1,
                m.redacted(),
                m.ordinal(),
                m.answer());
    }

    /** CL-44: tells where it was asked to go. */
    @Override
    public Outcome<Long> advanceMarker(Principal principal, ConversationId room, long seq, Deadline deadline) {
        Outcome<Long> outcome = super.advanceMarker(principal, room, seq, deadline);
        return rule.equals("CL-44") ? outcome.map(at -> Math.min(at, seq)) : outcome;
    }
}
