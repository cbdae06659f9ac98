package dev.parley.core.store;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.time.Deadline;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The feed facet in memory. */
final class InMemoryChatFeed implements ChatFeed {

    private final InMemoryChatStore store;

    InMemoryChatFeed(InMemoryChatStore store) {
        this.store = store;
    }

    @Override
    public Optional<FeedSeat> seat(Principal principal, ConversationId conversation, Deadline deadline) {
        return store.seated(
                principal, conversation, deadline, (state, seat) -> new FeedSeat(seat.visibleFrom(), state.log.head()));
    }

    @Override
    public List<Entry> entries(TenantId tenant, ConversationId conversation, long after, int limit, Deadline deadline) {
        return locked(
                        conversation,
                        deadline,
                        state -> state.tenant.equals(tenant)
                                ? state.log.entries(after, limit, 1).items()
                                : List.<Entry>of())
                .orElse(List.of());
    }

    @Override
    public Map<ConversationId, FeedHead> heads(Collection<ConversationId> conversations, Deadline deadline) {
        Map<ConversationId, FeedHead> heads = new LinkedHashMap<>();
        for (ConversationId conversation : conversations) {
            locked(conversation, deadline, InMemoryChatFeed::headOf).ifPresent(head -> heads.put(conversation, head));
        }
        return heads;
    }

    private static FeedHead headOf(ConversationState state) {
        return new FeedHead(
                state.log.head(),
                state.log.firstSeq(),
                state.erasures,
                state.turns.firstOfEach().stream().map(TurnRecord::live).toList());
    }

    @Override
    public Optional<TurnSnapshot> turn(TurnId id, Deadline deadline) {
        return locked(
                        id.conversation(),
                        deadline,
                        state -> Optional.ofNullable(state.turns.find(id))
                                .map(turn -> new TurnSnapshot(turn.status(), turn.text())))
                .flatMap(found -> found);
    }

    private <R> Optional<R> locked(
            ConversationId conversation, Deadline deadline, Function<ConversationState, R> step) {
        deadline.check();
        ConversationState state = store.conversation(conversation).orElse(null);
        if (state == null) {
            return Optional.empty();
        }
        InMemoryChatStore.lock(state, deadline);
        try {
            return Optional.of(step.apply(state));
        } finally {
            state.lock.unlock();
        }
    }
}
