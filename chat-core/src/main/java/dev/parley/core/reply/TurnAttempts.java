package dev.parley.core.reply;

import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.observe.ChatEvent;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.TurnContext;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts under way on this node: runs responders, and ends each attempt once, however it ends. */
final class TurnAttempts {

    private static final Logger LOG = LoggerFactory.getLogger(TurnRunner.class);
    private static final Duration LONGEST_RETRY_DELAY = Duration.ofMinutes(1);

    /** How long a responder may go on after its turn has ended before its slot is given away. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final TurnLedger ledger;
    private final TurnSettings settings;
    private final Executor aside;
    private final Executor cancelling;
    private final Consumer<List<TurnId>> takeUp;
    private final Runnable lookForDue;
    private final @Nullable ChatListener listener;
    private final RunningTurn.Keeper keeper = new SinkKeeper();
    private final Map<TurnId, RunningTurn> running = new ConcurrentHashMap<>();

    /** Whose responder has not returned, whether or not its turn has ended. */
    private final Set<RunningTurn> speaking = ConcurrentHashMap.newKeySet();

    private volatile boolean closing;

    TurnAttempts(
            TurnLedger ledger,
            TurnSettings settings,
            Executor aside,
            Executor cancelling,
            Consumer<List<TurnId>> takeUp,
            Runnable lookForDue,
            @Nullable ChatListener listener) {
        this.ledger = ledger;
        this.settings = settings;
        this.aside = aside;
        this.cancelling = cancelling;
        this.takeUp = takeUp;
        this.lookForDue = lookForDue;
        this.listener = listener;
    }

    /** What an attempt leaves to do: the turn that is next in line, unless somebody else sees to it. */
    record Result(@Nullable TurnId next, boolean abandoned) {}

    Result make(Bot bot, TurnLease lease) {
        if (lease.tries() > bot.policy().maxAttempts()) {
            return new Result(spent(lease), false);
        }
        Optional<TurnContext> context = ledger.begin(lease, bot.policy().historyTurns());
        if (context.isEmpty()) {
            return new Result(null, false);
        }
        RunningTurn turn = new RunningTurn(lease, bot, keeper, settings.maxTextCodePoints(), settings.flush());
        running.put(lease.turn(), turn);
        if (closing && turn.end()) {
            // It began as the others were handed over.
            giveBack(turn);
            return new Result(null, false);
        }
        speaking.add(turn);
        ReplyOutcome outcome = speak(turn, context.get());
        speaking.remove(turn);
        TurnId next = turn.end() ? ended(turn, outcome) : null;
        return new Result(next, !turn.settleSlot());
    }

    private @Nullable TurnId spent(TurnLease lease) {
        Optional<FinishedTurn> finished = ledger.finish(lease, new TurnEnding.Failed(TurnFailure.ATTEMPTS_SPENT));
        finished.ifPresent(end -> tell(new ChatEvent.TurnEnded(
                lease.tenant(),
                lease.turn(),
                end.status().state(),
                end.status().failure(),
                Duration.ZERO,
                null,
                0,
                0)));
        return next(finished);
    }

    private static @Nullable TurnId next(Optional<FinishedTurn> finished) {
        return finished.flatMap(FinishedTurn::next).orElse(null);
    }

    private ReplyOutcome speak(RunningTurn turn, TurnContext context) {
        TurnLease lease = turn.lease();
        try {
            ReplyOutcome outcome = turn.speak(
                    new Turn(lease.turn(), lease.tenant(), lease.attempt(), context.question(), context.history()));
            if (outcome != null) {
                return outcome;
            }
            warn(turn, "it returned null");
        } catch (CancellationException e) {
            if (!turn.requested()) {
                warn(turn, "it cancelled itself");
            }
        } catch (Throwable e) {
            // Whatever a bot does must not reach the others; its message may hold what was said, so only its type is
            // told.
            warn(turn, e.getClass().getName());
        }
        return new ReplyOutcome.Failed(false);
    }

    private static void warn(RunningTurn turn, String cause) {
        if (turn.bot().mayWarn()) {
            LOG.warn("The responder of a bot failed, perhaps not for the first time: {}", cause);
        }
    }

    /** Does what it takes after the responder has come back in time; {@return the turn that is next in line} */
    private @Nullable TurnId ended(RunningTurn turn, ReplyOutcome outcome) {
        String said = turn.said();
        if (outcome instanceof ReplyOutcome.Failed failed) {
            boolean again = failed.retryable()
                    && turn.lease().tries() < turn.bot().policy().maxAttempts();
            if (again) {
                retry(turn);
                return null;
            }
            return finish(turn, new TurnEnding.Failed(TurnFailure.RESPONDER_FAILED), ReplyOutcome.Usage.NONE);
        }
        if (said == null) {
            return finish(turn, new TurnEnding.Failed(TurnFailure.REPLY_MALFORMED), ReplyOutcome.Usage.NONE);
        }
        return outcome instanceof ReplyOutcome.Completed completed
                ? finish(turn, new TurnEnding.Completed(said), completed.usage())
                : finish(turn, new TurnEnding.Stopped(said), ReplyOutcome.Usage.NONE);
    }

    private void retry(RunningTurn turn) {
        running.remove(turn.lease().turn(), turn);
        Duration delay = turn.bot()
                .policy()
                .retryDelay()
                .multipliedBy(1L << Math.min(6, turn.lease().tries() - 1));
        ledger.release(turn.lease(), delay.compareTo(LONGEST_RETRY_DELAY) < 0 ? delay : LONGEST_RETRY_DELAY, true);
        tell(new ChatEvent.TurnReleased(
                turn.lease().tenant(), turn.lease().turn(), turn.lease().attempt()));
    }

    private @Nullable TurnId finish(RunningTurn turn, TurnEnding ending, ReplyOutcome.Usage usage) {
        running.remove(turn.lease().turn(), turn);
        Optional<FinishedTurn> finished = ledger.finish(turn.lease(), ending);
        finished.ifPresent(end -> tellEnd(turn, end.status(), usage));
        return next(finished);
    }

    private void tellEnd(RunningTurn turn, TurnStatus status, ReplyOutcome.Usage usage) {
        tell(new ChatEvent.TurnEnded(
                turn.lease().tenant(),
                turn.lease().turn(),
                status.state(),
                status.failure(),
                turn.took(),
                turn.firstFragment(),
                usage.inputTokens(),
                usage.outputTokens()));
    }

    /** Keeps what a responder says. */
    private final class SinkKeeper implements RunningTurn.Keeper {
        @Override
        public RunningTurn.Kept keep(RunningTurn turn, int offset, String text) {
            return ledger.keep(turn.lease(), offset, text);
        }

        @Override
        public void broken(RunningTurn turn, TurnFailure failure) {
            if (turn.end()) {
                fail(turn, failure);
            }
        }

        @Override
        public void lost(RunningTurn turn) {
            if (turn.end()) {
                letGo(turn);
            }
        }
    }

    /** Ends a turn that is not ours any more. */
    private void letGo(RunningTurn turn) {
        running.remove(turn.lease().turn(), turn);
        silence(turn);
    }

    private void fail(RunningTurn turn, TurnFailure failure) {
        silence(turn);
        TurnId next = finish(turn, new TurnEnding.Failed(failure), ReplyOutcome.Usage.NONE);
        if (next != null) {
            takeUp.accept(List.of(next));
        }
    }

    private void silence(RunningTurn turn) {
        turn.interrupt();
        if (turn.hasOnEnd()) {
            // Not here: what a responder wants done may block, and this may be the thread of a user or of the bus.
            cancelling.execute(turn::cancel);
        }
    }

    void tick() {
        for (RunningTurn turn : running.values()) {
            if (turn.isOverdue()) {
                if (turn.end()) {
                    aside.execute(() -> fail(turn, TurnFailure.RESPONDER_TIMEOUT));
                }
            } else if (turn.isBehind(settings.renewAfter()) && turn.claimKeepUp()) {
                aside.execute(() -> turn.keepUp(settings.renewAfter()));
            }
        }
        for (RunningTurn turn : speaking) {
            if (turn.lingers(PATIENCE) && turn.bot().mayAbandon() && turn.settleSlot()) {
                giveUpOn(turn);
            }
        }
    }

    private void giveUpOn(RunningTurn turn) {
        turn.bot().abandonSlot();
        tell(new ChatEvent.ResponderAbandoned(
                turn.lease().tenant(), turn.lease().turn()));
        if (turn.bot().takeBacklog()) {
            aside.execute(lookForDue);
        }
    }

    private void tell(ChatEvent event) {
        if (listener != null) {
            listener.notifySafely(event);
        }
    }

    /** Takes notice of what a turn has become elsewhere; {@return whether it is under way here} */
    boolean heard(TurnStatus status) {
        RunningTurn turn = running.get(status.id());
        if (turn == null) {
            return false;
        }
        boolean finished = status.state().finished();
        if ((finished || status.attempt() > turn.lease().attempt()) && turn.end()) {
            letGo(turn);
            if (finished) {
                tellEnd(turn, status, ReplyOutcome.Usage.NONE);
            }
        }
        return true;
    }

    /** Gives every turn back. */
    void handOver() {
        closing = true;
        List<RunningTurn> ours =
                running.values().stream().filter(RunningTurn::end).toList();
        ours.forEach(this::silence);
        Deadline leases = Deadline.after(settings.lease());
        for (RunningTurn turn : ours) {
            // Later than that nobody holds them any more; a store that hangs must not hold up the end of the engine.
            if (!leases.expired()) {
                giveBack(turn);
            }
        }
    }

    private void giveBack(RunningTurn turn) {
        running.remove(turn.lease().turn(), turn);
        ledger.release(turn.lease(), Duration.ZERO, false);
    }
}
