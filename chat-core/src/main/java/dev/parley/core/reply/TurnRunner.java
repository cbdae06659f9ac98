package dev.parley.core.reply;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import dev.parley.core.message.Draft;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.TurnLease;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the turns of the bots that have a voice on this node. Thread-safe. Part of the engine: hosts meet
 * {@link Responder} instead.
 *
 * <p>Whatever it knows may be lost at any moment: what was asked, who is at it and what was said so far is in the store,
 * and a turn whose node is lost is taken up by another when its lease runs out.
 */
public final class TurnRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TurnRunner.class);
    private static final int MAX_CLAIMED_AT_ONCE = 64;

    private final TurnLedger ledger;
    private final Map<UserId, Bot> bots;
    private final List<Bot> askedByName;
    private final Executor turnsExecutor;
    private final Executor aside;
    private final EventBus.Registration registration;
    private final TurnAttempts attempts;
    private volatile boolean closing;

    /**
     * A bot's voice on this node.
     *
     * @param bot its user id
     * @param responder what answers
     * @param policy what it is allowed
     */
    public record Voice(UserId bot, Responder responder, ReplyPolicy policy) {}

    /**
     * Begins to listen to a bus.
     *
     * @param turns where turns are kept
     * @param bus tells of turns that want a node, and of those that were stopped
     * @param voices the bots that answer here
     * @param settings leases and time-outs
     * @param executor runs responders
     * @param aside runs calls of the store that no responder waits for
     * @param listener hears how turns ended, or null
     */
    public TurnRunner(
            ChatTurns turns,
            EventBus bus,
            Collection<Voice> voices,
            TurnSettings settings,
            Executor executor,
            Executor aside,
            @Nullable ChatListener listener) {
        this.ledger = new TurnLedger(turns, bus, settings);
        this.bots = voices.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Voice::bot, voice -> new Bot(voice.bot(), voice.responder(), voice.policy())));
        this.askedByName =
                bots.values().stream().filter(bot -> !bot.names().isEmpty()).toList();
        this.turnsExecutor = executor;
        this.aside = aside;
        this.attempts = new TurnAttempts(
                ledger, settings, this::aside, this::cancelling, this::asked, this::lookForDue, listener);
        this.registration = bus.subscribe(this::accept, () -> aside(this::lookForDue));
    }

    /**
     * Finds out for which bots a message is not meant: those that are asked by name and that it does not name.
     *
     * @param draft the message
     * @return a draft that says so, the same if it is meant for all
     */
    public Draft address(Draft draft) {
        if (askedByName.isEmpty()) {
            return draft;
        }
        String text = BotNames.fold(draft.text());
        Set<UserId> unaddressed = askedByName.stream()
                .filter(bot -> !bot.names().areIn(text))
                .map(Bot::id)
                .collect(Collectors.toUnmodifiableSet());
        return unaddressed.isEmpty() ? draft : draft.notAddressing(unaddressed);
    }

    /**
     * Takes up turns that a message has just made, or leaves them to other nodes.
     *
     * @param turns the turns
     */
    public void asked(List<TurnId> turns) {
        for (TurnId turn : turns) {
            Bot bot = bots.get(turn.bot());
            if (bot == null || !begin(bot, turn)) {
                ledger.offer(turn);
            }
        }
    }

    /**
     * Tells everybody how a turn has ended that was stopped from outside, and takes up the next in line.
     *
     * @param finished the turn
     */
    public void stopped(FinishedTurn finished) {
        ledger.announce(finished);
        finished.next().ifPresent(next -> asked(List.of(next)));
    }

    private void accept(Signal signal) {
        if (!(signal instanceof Signal.TurnChanged changed)) {
            return;
        }
        TurnStatus status = changed.status();
        boolean here = attempts.heard(status);
        if (status.state() == TurnState.PENDING) {
            Bot bot = bots.get(status.id().bot());
            if (bot != null && !here) {
                begin(bot, status.id());
            }
        }
    }

    private boolean begin(Bot bot, TurnId turn) {
        return !closing && bot.takeSlot() && execute(bot, () -> carryOut(bot, () -> ledger.claim(turn)));
    }

    private boolean begin(Bot bot, TurnLease lease) {
        return !closing && bot.takeSlot() && execute(bot, () -> carryOut(bot, () -> Optional.of(lease)));
    }

    private boolean execute(Bot bot, Runnable work) {
        try {
            turnsExecutor.execute(work);
            return true;
        } catch (RuntimeException | Error e) {
            // That may be no thread left; whoever asked has their receipt already, and the turn stays due.
            bot.freeSlot();
            LOG.warn("The executor of turns takes no more: {}", e.getClass().getName());
            return false;
        }
    }

    /** Carries out turns of one conversation in the slot that was taken, as long as no other waits for the slot. */
    private void carryOut(Bot bot, Supplier<Optional<TurnLease>> first) {
        // The flag may be that of a sender, in whose thread this runs: it is kept from bots and from the store.
        boolean interrupted = Thread.interrupted();
        boolean slotOurs = true;
        try {
            Optional<TurnLease> lease = first.get();
            while (lease.isPresent() && slotOurs) {
                TurnAttempts.Result result = attempts.make(bot, lease.get());
                slotOurs = !result.abandoned();
                lease = Optional.ofNullable(result.next()).flatMap(next -> goOn(bot, next));
            }
        } catch (RuntimeException | Error e) {
            // The turn is taken up anew when its lease has run out; whoever asked has their receipt already.
            LOG.warn("An adapter broke its contract", e);
        }
        if (slotOurs) {
            slotFree(bot);
        } else {
            bot.abandonedReturned();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<TurnLease> goOn(Bot bot, TurnId next) {
        if (closing || bot.takeBacklog()) {
            ledger.offer(next);
            return Optional.empty();
        }
        return ledger.claim(next);
    }

    private void slotFree(Bot bot) {
        bot.freeSlot();
        if (bot.takeBacklog()) {
            // Not here: this may be the thread of a sender, and of one turn within another.
            aside(this::lookForDue);
        }
    }

    /**
     * Ends what is overdue, keeps what was said in pauses, prolongs leases, and gives up on responders that do not end. To
     * be run every tenth of a second, never twice at once.
     */
    public void tick() {
        attempts.tick();
    }

    private void aside(Runnable work) {
        try {
            aside.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("The engine is ending");
        }
    }

    /** Runs what a responder wants done at its end; like the responder itself, it may take its time. */
    private void cancelling(Runnable work) {
        try {
            turnsExecutor.execute(work);
        } catch (RuntimeException | Error e) {
            LOG.debug("The executor of turns takes no more: {}", e.getClass().getName());
            aside(work);
        }
    }

    /** Takes up turns that are due and that nobody has taken up. To be run every second. */
    public void lookForDue() {
        // Bot by bot: what is claimed for one that has no slot would only have to be given back.
        bots.values().forEach(this::lookForDue);
    }

    private void lookForDue(Bot bot) {
        int free = Math.min(bot.freeSlots(), MAX_CLAIMED_AT_ONCE);
        if (closing || free == 0) {
            return;
        }
        for (TurnLease lease : ledger.claimDue(List.of(bot.id()), free)) {
            if (!begin(bot, lease)) {
                ledger.release(lease, Duration.ZERO, false);
            }
        }
    }

    /** Hands every turn over to the other nodes. */
    @Override
    public void close() {
        closing = true;
        registration.close();
        attempts.handOver();
    }
}
