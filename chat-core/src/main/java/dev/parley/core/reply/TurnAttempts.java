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
            Consumer<List<TurnId>> takeUp,
            Runnable lookForDue,
            @Nullable ChatListener listener) {
        this.ledger = ledger;
        this.settings = settings;
        this.aside = aside;
        this.takeUp = takeUp;
        this.lookForDue = lookForDue;
        this.listener = listener;
    }

    /** What an attempt leaves to do: the turn that is next in line, unless somebody else sees to it. */
    record Result(@Nullable TurnId next, boolean abandoned) {}

    Result make(Bot bot, TurnLease lease) {
        if (lease.tries() > bot.policy().maxAttempts()) {
            return new Result(next(ledger.finish(lease, new TurnEnding.Failed(TurnFailure.ATTEMPTS_SPENT))), false);
        }
        Optional<TurnContext> context = ledger.begin(lease, bot.policy().historyTurns());
        if (context.isEmpty()) {
            return new Result(null, false);
        }
        RunningTurn turn = new RunningTurn(lease, bot, keeper, settings.maxTextCodePoints(), settings.flush());
        running.put(lease.turn(), turn);
        speaking.add(turn);
        ReplyOutcome outcome = speak(turn, context.get());
        speaking.remove(turn);
        TurnId next = turn.end() ? ended(turn, outcome) : null;
        return new Result(next, !turn.settleSlot());
    }

    private static @Nullable TurnId next(Optional<FinishedTurn> finished) {
        return finished.flatMap(FinishedTurn::next).orElse(null);
    }

    private ReplyOutcome speak(RunningTurn turn, TurnContext context) {
        TurnLease lease = turn.lease();
        try {
            return turn.speak(
                    new Turn(lease.turn(), lease.tenant(), lease.attempt(), context.question(), context.history()));
        } catch (CancellationException e) {
            if (!turn.requested()) {
                LOG.warn("A responder cancelled itself");
            }
        } catch (Throwable e) {
            // Whatever a bot does must not reach the others; its message may hold what was said, so only its type is
            // told.
            LOG.warn("A responder failed with {}", e.getClass().getName());
        }
        return new ReplyOutcome.Failed(false);
    }

    /** Does what it takes after the responder has come back in time; {@return the turn that is next in line} */
    private @Nullable TurnId ended(RunningTurn turn, ReplyOutcome outcome) {
        String said = turn.said();
        if (outcome instanceof ReplyOutcome.Failed failed) {
            boolean again = failed.retryable()
                    && turn.lease().tries() < turn.bot().policy().maxAttempts();
            if (again && !closing) {
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
        finished.ifPresent(end -> tell(new ChatEvent.TurnEnded(
                turn.lease().tenant(),
                turn.lease().turn(),
                end.status().state(),
                end.status().failure(),
                turn.took(),
                turn.firstFragment(),
                usage.inputTokens(),
                usage.outputTokens())));
        return next(finished);
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

    private static void silence(RunningTurn turn) {
        turn.cancel();
        turn.interrupt();
    }

    void tick() {
        for (RunningTurn turn : running.values()) {
            if (turn.isOverdue()) {
                if (turn.end()) {
                    aside.execute(() -> fail(turn, TurnFailure.RESPONDER_TIMEOUT));
                }
            } else if (turn.isBehind(settings.renewAfter())) {
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
        if (status.state().finished() || status.attempt() > turn.lease().attempt()) {
            keeper.lost(turn);
        }
        return true;
    }

    /** Gives every turn back. */
    void handOver() {
        closing = true;
        for (RunningTurn turn : List.copyOf(running.values())) {
            if (turn.end()) {
                running.remove(turn.lease().turn(), turn);
                ledger.release(turn.lease(), Duration.ZERO, false);
                silence(turn);
            }
        }
    }
}
