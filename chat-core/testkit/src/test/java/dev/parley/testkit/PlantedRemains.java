package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.Revision;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Remembers what an erasure should have wiped, and shows it: the faults of PD-3 to PD-8. */
final class PlantedRemains extends ForwardingChatLog {

    private final String rule;
    private final Set<Principal> creators = new HashSet<>();
    private final Map<ConversationId, String> titles = new HashMap<>();
    private final Map<MessageId, String> texts = new HashMap<>();
    private final Map<List<Object>, Message> sent = new HashMap<>();
    private final Map<UserId, UserId> byPseudonym = new HashMap<>();

    PlantedRemains(String rule, ChatLog delegate) {
        super(delegate);
        this.rule = rule;
    }

    List<Principal> namesakes(Principal principal) {
        return creators.stream()
                .filter(other -> other.user().equals(principal.user()) && !other.equals(principal))
                .toList();
    }

    void pseudonym(UserId user, UserId pseudonym) {
        byPseudonym.put(pseudonym, user);
    }

    @Override
    public Outcome<Conversation> create(
            Principal principal, NewConversation conversation, IdempotencyKey key, Deadline deadline) {
        creators.add(principal);
        Outcome<Conversation> outcome = super.create(principal, conversation, key, deadline);
        outcome.map(created -> titles.put(created.id(), conversation.title()));
        return outcome;
    }

    /** PD-4. */
    @Override
    public Optional<Conversation> find(Principal principal, ConversationId room, Deadline deadline) {
        return super.find(principal, room, deadline)
                .map(c -> rule.equals("PD-4") && c.title().isEmpty()
                        ? new Conversation(
                                c.id(),
                                c.type(),
                                Objects.requireNonNull(titles.get(room)),
                                c.openHistory(),
                                c.createdAt(),
                                c.headSeq(),
                                c.participants())
                        : c);
    }

    /** PD-5. */
    @Override
    public AppendResult append(Principal principal, ConversationId room, Draft draft, Deadline deadline) {
        AppendResult result = super.append(principal, room, draft, deadline);
        if (result instanceof AppendResult.Appended appended) {
            texts.put(appended.message().id(), draft.text());
            Message before = sent.putIfAbsent(List.of(room, principal, draft.key()), appended.message());
            if (rule.equals("PD-5") && before != null) {
                return new AppendResult.Duplicate(before);
            }
        }
        return result;
    }

    @Override
    public Outcome<Revision> revise(
            Principal principal, MessageId message, int expected, String text, Deadline deadline) {
        Outcome<Revision> outcome = super.revise(principal, message, expected, text, deadline);
        texts.put(new MessageId(message.conversation(), outcome.orThrow().seq()), text);
        return outcome;
    }

    /** PD-6. */
    @Override
    public Outcome<Page<Message, Long>> messages(
            Principal principal, ConversationId room, HistoryRange range, Deadline deadline) {
        return super.messages(principal, room, range, deadline)
                .map(page -> Planted.map(
                        page,
                        m -> rule.equals("PD-6") && m.kind() == MessageKind.BOT
                                ? Planted.saying(m, Objects.requireNonNull(texts.get(m.id())))
                                : m));
    }

    /** PD-3, PD-7 and PD-8. */
    @Override
    public Outcome<Page<Entry, Long>> entries(
            Principal principal, ConversationId room, long after, int limit, Deadline deadline) {
        return super.entries(principal, room, after, limit, deadline)
                .map(page -> new Page<>(
                        page.items().stream()
                                .filter(entry -> !rule.equals("PD-8")
                                        || !(entry instanceof Entry.Left left && byPseudonym.containsKey(left.user())))
                                .map(this::remaining)
                                .toList(),
                        page.nextCursor()));
    }

    private Entry remaining(Entry entry) {
        if (rule.equals("PD-3") && entry instanceof Entry.Edited e) {
            return Planted.saying(e, Objects.requireNonNull(texts.get(new MessageId(e.conversation(), e.seq()))));
        }
        if (rule.equals("PD-7") && entry instanceof Entry.Joined e) {
            UserId user = byPseudonym.getOrDefault(e.user(), e.user());
            return new Entry.Joined(e.conversation(), e.seq(), e.at(), e.author(), user, e.role());
        }
        return entry;
    }
}
