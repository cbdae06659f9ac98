package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.TurnContext;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnHold;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Passes every call on, through one method that a subclass can put itself into. */
class ForwardingChatTurns implements ChatTurns {

    private final ChatTurns delegate;

    ForwardingChatTurns(ChatTurns delegate) {
        this.delegate = delegate;
    }

    /** Runs a call on the delegate. */
    <T> T around(Deadline deadline, Supplier<T> call) {
        return call.get();
    }

    @Override
    public Optional<TurnLease> claim(TurnId turn, Duration duration, Deadline deadline) {
        return around(deadline, () -> delegate.claim(turn, duration, deadline));
    }

    @Override
    public List<TurnLease> claimDue(Collection<UserId> bots, Duration duration, int limit, Deadline deadline) {
        return around(deadline, () -> delegate.claimDue(bots, duration, limit, deadline));
    }

    @Override
    public Optional<TurnContext> context(TurnLease lease, int maxTurns, Deadline deadline) {
        return around(deadline, () -> delegate.context(lease, maxTurns, deadline));
    }

    @Override
    public TurnHold write(TurnLease lease, int offset, String text, Duration duration, Deadline deadline) {
        return around(deadline, () -> delegate.write(lease, offset, text, duration, deadline));
    }

    @Override
    public TurnHold release(TurnLease lease, Duration delay, boolean counts, Deadline deadline) {
        return around(deadline, () -> delegate.release(lease, delay, counts, deadline));
    }

    @Override
    public Optional<FinishedTurn> finish(TurnLease lease, TurnEnding ending, Deadline deadline) {
        return around(deadline, () -> delegate.finish(lease, ending, deadline));
    }

    @Override
    public Outcome<List<FinishedTurn>> stop(Principal principal, ConversationId conversation, Deadline deadline) {
        return around(deadline, () -> delegate.stop(principal, conversation, deadline));
    }

    @Override
    public Outcome<TurnStatus> find(Principal principal, TurnId turn, Deadline deadline) {
        return around(deadline, () -> delegate.find(principal, turn, deadline));
    }
}
