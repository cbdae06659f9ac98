package dev.parley.core.reply;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorKind;
import dev.parley.core.message.Entry;
import dev.parley.core.message.Message;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
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
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the store what becomes of turns, and tells the bus what the store has taken. */
final class TurnLedger {

    private static final Logger LOG = LoggerFactory.getLogger(TurnRunner.class);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ChatTurns turns;
    private final EventBus bus;
    private final TurnSettings settings;

    TurnLedger(ChatTurns turns, EventBus bus, TurnSettings settings) {
        this.turns = turns;
        this.bus = bus;
        this.settings = settings;
    }

    private Deadline deadline() {
        return Deadline.after(settings.storeTimeout());
    }

    /** {@return the lease; none also if the store can't be reached, for then the turn stays due} */
    Optional<TurnLease> claim(TurnId turn) {
        try {
            return turns.claim(turn, settings.lease(), deadline());
        } catch (ChatException e) {
            LOG.debug("A turn could not be claimed: {}", e.code().id());
            return Optional.empty();
        }
    }

    List<TurnLease> claimDue(Collection<UserId> bots, int limit) {
        try {
            return turns.claimDue(bots, settings.lease(), limit, deadline());
        } catch (ChatException e) {
            LOG.debug("Due turns could not be claimed: {}", e.code().id());
            return List.of();
        }
    }

    /** Begins an attempt and tells everybody; {@return nothing if the lease is lost, or can't be used for now} */
    Optional<TurnContext> begin(TurnLease lease, int historyTurns) {
        try {
            Optional<TurnContext> context = turns.context(lease, historyTurns, deadline());
            context.ifPresent(found -> publish(lease, TurnState.RUNNING));
            return context;
        } catch (ChatException e) {
            LOG.warn("The context of a turn could not be read: {}", e.code().id());
            release(lease, PAUSE, false);
            return Optional.empty();
        }
    }

    RunningTurn.Kept keep(TurnLease lease, int offset, String text) {
        try {
            if (turns.write(lease, offset, text, settings.lease(), deadline()) == TurnHold.LOST) {
                return RunningTurn.Kept.LOST;
            }
        } catch (ChatException e) {
            LOG.debug("A fragment could not be kept: {}", e.code().id());
            return RunningTurn.Kept.LATER;
        }
        if (!text.isEmpty()) {
            bus.publish(new Signal.FragmentWritten(lease.turn(), lease.attempt(), offset, text));
        }
        return RunningTurn.Kept.KEPT;
    }

    void release(TurnLease lease, Duration delay, boolean counts) {
        try {
            if (turns.release(lease, delay, counts, deadline()) == TurnHold.HELD) {
                publish(lease, TurnState.PENDING);
            }
        } catch (ChatException e) {
            LOG.debug(
                    "A turn stays leased until its lease runs out: {}", e.code().id());
        }
    }

    /** Ends a turn, and tries to as long as its lease lasts; {@return nothing if the lease is lost} */
    Optional<FinishedTurn> finish(TurnLease lease, TurnEnding ending) {
        Deadline end = Deadline.after(settings.lease());
        while (true) {
            try {
                Optional<FinishedTurn> finished = turns.finish(lease, ending, deadline());
                finished.ifPresent(this::announce);
                return finished;
            } catch (ChatException e) {
                boolean passing =
                        e.code().kind() == ErrorKind.UNAVAILABLE || e.code().kind() == ErrorKind.BUSY;
                if (!passing || end.expired() || Thread.currentThread().isInterrupted()) {
                    LOG.warn(
                            "A turn could not be finished and will be tried anew: {}",
                            e.code().id());
                    return Optional.empty();
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Tells everybody what has become of a turn: the message first, so that it replaces the fragments. */
    void announce(FinishedTurn finished) {
        finished.message().ifPresent(message -> bus.publish(appended(message)));
        bus.publish(new Signal.TurnChanged(finished.status()));
    }

    private static Signal appended(Message message) {
        return new Signal.EntryAppended(message.id().conversation(), message.seq(), Entry.Posted.of(message));
    }

    private void publish(TurnLease lease, TurnState state) {
        bus.publish(new Signal.TurnChanged(new TurnStatus(lease.turn(), state, lease.attempt(), null, null)));
    }

    /** Tells everybody that a turn wants a node. */
    void offer(TurnId turn) {
        bus.publish(new Signal.TurnChanged(new TurnStatus(turn, TurnState.PENDING, 0, null, null)));
    }
}
