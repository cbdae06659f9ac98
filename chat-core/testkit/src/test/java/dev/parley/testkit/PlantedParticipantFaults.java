package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationType;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.Participant;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatLog;
import dev.parley.core.time.Deadline;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One fault for each of the rules CL-20 to CL-27. */
final class PlantedParticipantFaults extends ForwardingChatLog {

    private final ChatLog delegate;
    private final String rule;
    private @Nullable Principal creator;

    PlantedParticipantFaults(String rule, ChatLog delegate) {
        super(delegate);
        this.rule = rule;
        this.delegate = delegate;
    }

    /** CL-22: takes any body for the one that came with the key first. */
    @Override
    public Outcome<Conversation> create(
            Principal principal, NewConversation conversation, IdempotencyKey key, Deadline deadline) {
        creator = principal;
        Outcome<Conversation> outcome = super.create(principal, conversation, key, deadline);
        if (rule.equals("CL-22") && outcome.equals(Outcome.refused(ErrorCode.IDEMPOTENCY_CONFLICT))) {
            ConversationId id = ConversationId.derived(principal.tenant(), principal.user(), key);
            return Outcome.done(delegate.find(principal, id, deadline).orElseThrow());
        }
        return outcome;
    }

    @Override
    public Optional<Conversation> find(Principal principal, ConversationId room, Deadline deadline) {
        return super.find(principal, room, deadline).map(c -> switch (rule) {
            case "CL-20" -> with(c, c.type(), forgetBots(c));
            case "CL-21" ->
                with(c, c.participants().size() == 2 ? ConversationType.DIRECT : c.type(), c.participants());
            case "CL-25" -> with(c, c.type(), firstByIdInherits(c));
            default -> c;
        });
    }

    private static Conversation with(Conversation c, ConversationType type, List<Participant> participants) {
        return new Conversation(c.id(), type, c.title(), c.openHistory(), c.createdAt(), c.headSeq(), participants);
    }

    private static List<Participant> forgetBots(Conversation c) {
        return c.participants().stream()
                .map(p -> p.role() == ParticipantRole.BOT ? as(p, ParticipantRole.MEMBER) : p)
                .toList();
    }

    private List<Participant> firstByIdInherits(Conversation c) {
        UserId heir = c.participants().stream()
                .filter(p -> p.role() != ParticipantRole.BOT)
                .map(Participant::user)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        boolean inherited = c.participants().stream()
                .noneMatch(p -> p.user().equals(Objects.requireNonNull(creator).user()));
        return !inherited
                ? c.participants()
                : c.participants().stream()
                        .map(p -> p.role() == ParticipantRole.BOT
                                ? p
                                : as(p, p.user().equals(heir) ? ParticipantRole.OWNER : ParticipantRole.MEMBER))
                        .toList();
    }

    private static Participant as(Participant p, ParticipantRole role) {
        return new Participant(p.user(), role, p.joinedAt(), p.visibleFrom(), p.readSeq());
    }

    /** CL-23: lets members rename; CL-26: reports an entry that was not written. */
    @Override
    public Outcome<Change> rename(Principal principal, ConversationId room, String title, Deadline deadline) {
        Outcome<Change> outcome = super.rename(principal, room, title, deadline);
        if (rule.equals("CL-23") && outcome.equals(Outcome.refused(ErrorCode.OWNER_REQUIRED))) {
            return super.rename(Objects.requireNonNull(creator), room, title, deadline);
        }
        return rule.equals("CL-26") ? outcome.map(change -> new Change(change.seq(), true)) : outcome;
    }

    /** CL-24: takes another role for the same; CL-27: counts one too few. */
    @Override
    public Outcome<Change> addParticipant(
            Principal principal, ConversationId room, UserId user, ParticipantRole role, int max, Deadline deadline) {
        int counted = rule.equals("CL-27") ? max + 1 : max;
        Outcome<Change> outcome = super.addParticipant(principal, room, user, role, counted, deadline);
        return rule.equals("CL-24") && outcome.equals(Outcome.refused(ErrorCode.PARTICIPANT_EXISTS))
                ? Outcome.done(new Change(0, false))
                : outcome;
    }
}
