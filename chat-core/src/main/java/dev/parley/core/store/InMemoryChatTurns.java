package dev.parley.core.store;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The turns facet in memory: finds the conversation, takes its lock, and lets the state do the rest. */
final class InMemoryChatTurns implements ChatTurns {

    private final InMemoryChatStore store;

    InMemoryChatTurns(InMemoryChatStore store) {
        this.store = store;
    }

    @Override
    public Optional<TurnLease> claim(TurnId turn, Duration duration, Deadline deadline) {
        store.writes().requireWritable();
        return Optional.ofNullable(with(turn, deadline, (state, found) -> {
            Instant now = store.now();
            boolean due = state.turns.isFirst(found) && !found.dueAt.isAfter(now);
            return due ? found.begin(now.plus(duration)) : null;
        }));
    }

    /** A turn that may be due. */
    private record Due(TurnId id, Instant at) {}

    @Override
    public List<TurnLease> claimDue(Collection<UserId> bots, Duration duration, int limit, Deadline deadline) {
        store.writes().requireWritable();
        deadline.check();
        Instant now = store.now();
        Set<UserId> wanted = Set.copyOf(bots);
        // Each time is read once: while this sorts, others move them.
        List<Due> due = store.firstTurns().stream()
                .filter(turn -> wanted.contains(turn.id.bot()))
                .map(turn -> new Due(turn.id, turn.dueAt))
                .filter(turn -> !turn.at().isAfter(now))
                .sorted(Comparator.comparing(Due::at))
                .toList();
        List<TurnLease> leases = new ArrayList<>();
        for (Due turn : due) {
            if (leases.size() == limit) {
                break;
            }
            claim(turn.id(), duration, deadline).ifPresent(leases::add);
        }
        return leases;
    }

    @Override
    public Optional<TurnContext> context(TurnLease lease, int maxTurns, Deadline deadline) {
        return Optional.ofNullable(
                held(lease, deadline, (state, turn) -> new ConversationTurns(state).contextOf(turn, maxTurns)));
    }

    @Override
    public TurnHold write(TurnLease lease, int offset, String text, Duration duration, Deadline deadline) {
        store.writes().requireWritable();
        return holds(held(lease, deadline, (state, turn) -> {
            turn.write(offset, text);
            turn.dueAt = store.now().plus(duration);
            return turn;
        }));
    }

    @Override
    public TurnHold release(TurnLease lease, Duration delay, boolean counts, Deadline deadline) {
        store.writes().requireWritable();
        return holds(held(lease, deadline, (state, turn) -> {
            turn.release(store.now().plus(delay), counts);
            return turn;
        }));
    }

    private static TurnHold holds(@Nullable TurnRecord turn) {
        return turn == null ? TurnHold.LOST : TurnHold.HELD;
    }

    @Override
    public Optional<FinishedTurn> finish(TurnLease lease, TurnEnding ending, Deadline deadline) {
        store.writes().requireWritable();
        return Optional.ofNullable(with(lease.turn(), deadline, (state, turn) -> {
            if (turn.heldBy(lease)) {
                return new ConversationTurns(state).finish(turn, ending, store.now());
            }
            boolean mine = turn.state.finished() && turn.attempt == lease.attempt();
            return mine ? new ConversationTurns(state).finished(turn) : null;
        }));
    }

    @Override
    public Outcome<List<FinishedTurn>> stop(Principal principal, ConversationId conversation, Deadline deadline) {
        return store.writes()
                .writing(() -> store.seated(principal, conversation, deadline, (state, seat) -> {
                            Instant now = store.now();
                            return state.turns.firstOfEach().stream()
                                    .map(turn -> new ConversationTurns(state)
                                            .finish(turn, new TurnEnding.Stopped(turn.text()), now))
                                    .toList();
                        })
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND)));
    }

    @Override
    public Outcome<TurnStatus> find(Principal principal, TurnId id, Deadline deadline) {
        return store.seated(principal, id.conversation(), deadline, (state, seat) -> {
                    TurnRecord turn = seat.sees(id.seq()) ? state.turns.find(id) : null;
                    return turn == null
                            ? Outcome.<TurnStatus>refused(ErrorCode.TURN_NOT_FOUND)
                            : Outcome.done(turn.status());
                })
                .orElseGet(() -> Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
    }

    private <R> @Nullable R held(
            TurnLease lease, Deadline deadline, BiFunction<ConversationState, TurnRecord, @Nullable R> step) {
        return with(lease.turn(), deadline, (state, turn) -> turn.heldBy(lease) ? step.apply(state, turn) : null);
    }

    private <R> @Nullable R with(
            TurnId id, Deadline deadline, BiFunction<ConversationState, TurnRecord, @Nullable R> step) {
        deadline.check();
        ConversationState state = store.conversation(id.conversation()).orElse(null);
        if (state == null) {
            return null;
        }
        InMemoryChatStore.lock(state, deadline);
        try {
            TurnRecord turn = state.turns.find(id);
            return turn == null ? null : step.apply(state, turn);
        } finally {
            state.lock.unlock();
        }
    }
}
