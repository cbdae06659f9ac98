package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.FeedHead;
import dev.parley.core.store.FeedSeat;
import dev.parley.core.store.TurnSnapshot;
import dev.parley.core.time.Deadline;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Passes every call on, through one method that a subclass can put itself into. */
class ForwardingChatFeed implements ChatFeed {

    private final ChatFeed delegate;

    ForwardingChatFeed(ChatFeed delegate) {
        this.delegate = delegate;
    }

    /** Runs a call on the delegate. */
    <T> T around(Deadline deadline, Supplier<T> call) {
        return call.get();
    }

    @Override
    public Optional<FeedSeat> seat(Principal principal, ConversationId conversation, Deadline deadline) {
        return around(deadline, () -> delegate.seat(principal, conversation, deadline));
    }

    @Override
    public List<Entry> entries(TenantId tenant, ConversationId conversation, long after, int limit, Deadline deadline) {
        return around(deadline, () -> delegate.entries(tenant, conversation, after, limit, deadline));
    }

    @Override
    public Map<ConversationId, FeedHead> heads(Collection<ConversationId> conversations, Deadline deadline) {
        return around(deadline, () -> delegate.heads(conversations, deadline));
    }

    @Override
    public Optional<TurnSnapshot> turn(TurnId turn, Deadline deadline) {
        return around(deadline, () -> delegate.turn(turn, deadline));
    }
}
