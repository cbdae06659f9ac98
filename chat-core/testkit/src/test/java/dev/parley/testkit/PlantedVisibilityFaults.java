package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One fault for each of the rules CL-10 to CL-15, each leaks to one kind of outsider, and for CL-17. */
final class PlantedVisibilityFaults extends ForwardingChatLog {

    private final ChatLog delegate;
    private final String rule;
    private final Set<UserId> everSeated = new HashSet<>();
    private final Set<UserId> joinedLater = new HashSet<>();
    private final Set<UserId> gone = new HashSet<>();
    private @Nullable Principal creator;
    private boolean open;
    private long headAtJoin;

    PlantedVisibilityFaults(String rule, ChatLog delegate) {
        super(delegate);
        this.rule = rule;
        this.delegate = delegate;
    }

    @Override
    public Outcome<Conversation> create(
            Principal principal, NewConversation conversation, IdempotencyKey key, Deadline deadline) {
        creator = principal;
        open = conversation.openHistory();
        everSeated.add(principal.user());
        everSeated.addAll(conversation.participants().keySet());
        return super.create(principal, conversation, key, deadline);
    }

    @Override
    public Outcome<Change> addParticipant(
            Principal principal, ConversationId room, UserId user, ParticipantRole role, int max, Deadline deadline) {
        headAtJoin = delegate.find(principal, room, deadline)
                .map(Conversation::headSeq)
                .orElse(0L);
        joinedLater.add(user);
        return super.addParticipant(principal, room, user, role, max, deadline);
    }

    @Override
    public Outcome<Change> removeParticipant(Principal principal, ConversationId room, UserId user, Deadline deadline) {
        Outcome<Change> outcome = super.removeParticipant(principal, room, user, deadline);
        if (outcome instanceof Outcome.Done) {
            gone.add(user);
        }
        return outcome;
    }

    /** Tells an outsider that the conversation exists. */
    @Override
    public Outcome<Change> rename(Principal principal, ConversationId room, String title, Deadline deadline) {
        Outcome<Change> outcome = super.rename(principal, room, title, deadline);
        boolean sameTenant = creator != null && creator.tenant().equals(principal.tenant());
        boolean leaks = outcome.equals(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND))
                && switch (rule) {
                    case "CL-10" -> sameTenant && !everSeated.contains(principal.user());
                    case "CL-11" -> !sameTenant;
                    case "CL-12" -> sameTenant && gone.contains(principal.user());
                    default -> false;
                };
        return leaks ? Outcome.refused(ErrorCode.OWNER_REQUIRED) : outcome;
    }

    /** Counts a title's length in UTF-16 units. */
    @Override
    public Optional<Conversation> find(Principal principal, ConversationId room, Deadline deadline) {
        return super.find(principal, room, deadline)
                .map(c -> rule.equals("CL-17") && c.title().length() > 200
                        ? new Conversation(
                                c.id(),
                                c.type(),
                                c.title().substring(0, 200),
                                c.openHistory(),
                                c.createdAt(),
                                c.headSeq(),
                                c.participants())
                        : c);
    }

    /** Shows the creator's view to who should see less. */
    @Override
    public Outcome<Page<Entry, Long>> entries(
            Principal principal, ConversationId room, long after, int limit, Deadline deadline) {
        Outcome<Page<Entry, Long>> outcome = super.entries(principal, room, after, limit, deadline);
        boolean late = !open && joinedLater.contains(principal.user()) && outcome instanceof Outcome.Done;
        boolean leaks = late && rule.equals(gone.contains(principal.user()) ? "CL-15" : "CL-13");
        return leaks ? super.entries(Objects.requireNonNull(creator), room, after, limit, deadline) : outcome;
    }

    /** Hides the open history. */
    @Override
    public Outcome<Page<Message, Long>> messages(
            Principal principal, ConversationId room, HistoryRange range, Deadline deadline) {
        Outcome<Page<Message, Long>> outcome = super.messages(principal, room, range, deadline);
        if (!rule.equals("CL-14") || !open || !joinedLater.contains(principal.user())) {
            return outcome;
        }
        return outcome.map(page -> new Page<>(
                page.items().stream()
                        .filter(message -> message.seq() > headAtJoin)
                        .toList(),
                page.nextCursor()));
    }
}
