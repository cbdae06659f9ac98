package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.Revision;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** One fault for each of the rules CL-30 to CL-37. */
final class PlantedMessageFaults extends ForwardingChatLog {

    private static final Outcome<Revision> REVISION_CONFLICT = Outcome.refused(ErrorCode.REVISION_CONFLICT);

    private final ChatLog delegate;
    private final String rule;
    private final Map<Long, String> posted = new HashMap<>();
    private final Set<List<Object>> edits = new HashSet<>();
    private final Set<MessageId> redacted = new HashSet<>();
    private final AtomicInteger conflicts = new AtomicInteger();

    PlantedMessageFaults(String rule, ChatLog delegate) {
        super(delegate);
        this.rule = rule;
        this.delegate = delegate;
    }

    /** CL-30: takes a notice for a user's message. */
    @Override
    public Outcome<Page<Message, Long>> messages(
            Principal principal, ConversationId room, HistoryRange range, Deadline deadline) {
        Outcome<Page<Message, Long>> outcome = super.messages(principal, room, range, deadline);
        return rule.equals("CL-30") ? outcome.map(page -> Planted.map(page, PlantedMessageFaults::asUser)) : outcome;
    }

    private static Message asUser(Message m) {
        MessageKind kind = m.kind() == MessageKind.SYSTEM ? MessageKind.USER : m.kind();
        return new Message(
                m.id(),
                m.author(),
                kind,
                m.text(),
                m.replyTo(),
                m.createdAt(),
                m.editedAt(),
                m.revision(),
                m.redacted(),
                m.ordinal(),
                m.answer());
    }

    /** CL-31: posts a reply to an entry that is no message. */
    @Override
    public AppendResult append(Principal principal, ConversationId room, Draft draft, Deadline deadline) {
        try {
            AppendResult result = super.append(principal, room, draft, deadline);
            if (result instanceof AppendResult.Appended appended) {
                posted.put(appended.message().seq(), draft.text());
            }
            return result;
        } catch (ChatException e) {
            if (rule.equals("CL-31")
                    && draft.replyTo().filter(id -> isNoMessage(id, room)).isPresent()) {
                return super.append(principal, room, Draft.of(draft.key(), draft.text()), deadline);
            }
            throw e;
        }
    }

    private boolean isNoMessage(MessageId id, ConversationId room) {
        return id.conversation().equals(room) && id.seq() <= posted.size() + 1 && !posted.containsKey(id.seq());
    }

    @Override
    public Outcome<Revision> revise(
            Principal principal, MessageId message, int expected, String text, Deadline deadline) {
        if (rule.equals("CL-37") && message.seq() == Long.MAX_VALUE) {
            return Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND);
        }
        Outcome<Revision> outcome = super.revise(principal, message, expected, text, deadline);
        if (rule.equals("CL-32") && outcome.equals(REVISION_CONFLICT) && expected == 3) {
            return super.revise(principal, message, 2, text, deadline);
        }
        if (rule.equals("CL-33") && outcome instanceof Outcome.Done && !edits.add(List.of(message, expected, text))) {
            return REVISION_CONFLICT;
        }
        if (rule.equals("CL-34") && outcome.equals(REVISION_CONFLICT) && conflicts.incrementAndGet() > 10) {
            return Outcome.done(new Revision(message, 2, 2));
        }
        return outcome;
    }

    /** CL-36: tells the newest seq instead of the first. */
    @Override
    public Outcome<Change> redact(Principal principal, MessageId message, Deadline deadline) {
        Outcome<Change> outcome = super.redact(principal, message, deadline);
        if (rule.equals("CL-36") && outcome instanceof Outcome.Done && !redacted.add(message)) {
            return Outcome.done(new Change(
                    delegate.find(principal, message.conversation(), deadline)
                            .orElseThrow()
                            .headSeq(),
                    false));
        }
        return outcome;
    }

    /** CL-35: leaves the text in the posted entry, for others than the author. */
    @Override
    public Outcome<Page<Entry, Long>> entries(
            Principal principal, ConversationId room, long after, int limit, Deadline deadline) {
        Outcome<Page<Entry, Long>> outcome = super.entries(principal, room, after, limit, deadline);
        return rule.equals("CL-35")
                ? outcome.map(page -> Planted.map(
                        page,
                        entry -> entry instanceof Entry.Posted e && !e.author().equals(principal.user())
                                ? Planted.saying(e, posted.getOrDefault(e.seq(), ""))
                                : entry))
                : outcome;
    }
}
