package dev.parley.core;

import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.Authorizer;
import dev.parley.core.auth.Resource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.ErrorKind;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ChatLimits;
import dev.parley.core.message.ConversationId;
import dev.parley.core.observe.ChatEvent;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.ratelimit.RateRules;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The walk of every call: the stages that may refuse it, then the store, then the listener. All in the thread of the
 * caller. The order of the stages is the order in the constructor, and nowhere else.
 */
final class Walk {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final List<Stage> stages;
    private final ChatLimits limits;
    /** Null when nobody listens: then no event is made and no time is taken. */
    private final @Nullable ChatListener listener;

    /** May end a call before it reaches the store. */
    private interface Stage {
        /** {@return the refusal, or null to go on} */
        Outcome.@Nullable Refused<?> check(Call<?> call, Deadline deadline);
    }

    Walk(
            Authorizer authorizer,
            RateLimiter limiter,
            RateRules rules,
            ChatLimits limits,
            @Nullable ChatListener listener) {
        this.stages = List.of(
                (call, deadline) -> authorize(authorizer, call, deadline),
                (call, deadline) -> limit(limiter, rules, call, deadline),
                (call, deadline) -> validate(limits, call));
        this.limits = limits;
        this.listener = listener;
    }

    ChatLimits limits() {
        return limits;
    }

    <T> Outcome<T> run(Call<T> call) {
        long start = listener == null ? 0 : System.nanoTime();
        try {
            Outcome<T> outcome = take(call, Deadline.after(call.timeout()));
            if (outcome instanceof Outcome.Done<T> done) {
                if (listener != null) {
                    listener.notifySafely(call.event().apply(done.value(), since(start)));
                }
            } else if (outcome instanceof Outcome.Refused<T> refused) {
                refused(call, refused.code(), start);
            }
            return outcome;
        } catch (ChatException e) {
            if (e.code().kind() == ErrorKind.INVALID) {
                refused(call, e.code(), start);
            } else {
                failed(call, e.code(), start);
            }
            throw e;
        } catch (SinkFailure e) {
            throw e.original();
        } catch (RuntimeException e) {
            failed(call, ErrorCode.INTERNAL, start);
            throw ChatException.fault(ErrorCode.INTERNAL, "An adapter broke its contract", e);
        }
    }

    private <T> Outcome<T> take(Call<T> call, Deadline deadline) {
        for (Stage stage : stages) {
            Outcome.Refused<?> refused = stage.check(call, deadline);
            if (refused != null) {
                return refused.as();
            }
        }
        return askStore(call, deadline);
    }

    private static Outcome.@Nullable Refused<?> authorize(Authorizer authorizer, Call<?> call, Deadline deadline) {
        return authorizer.authorize(call.principal(), call.action(), resource(call), deadline)
                        instanceof Authorization.Allowed
                ? null
                : new Outcome.Refused<>(ErrorCode.DENIED, null);
    }

    private static Outcome.@Nullable Refused<?> limit(
            RateLimiter limiter, RateRules rules, Call<?> call, Deadline deadline) {
        List<RateCharge> charges = rules.charges(call.principal(), call.action(), resource(call));
        if (charges.isEmpty() || !(limiter.acquireAll(charges, deadline) instanceof RateDecision.Denied denied)) {
            return null;
        }
        boolean never = denied.retryAfter().equals(RateDecision.NEVER);
        return new Outcome.Refused<>(ErrorCode.RATE_LIMITED, never ? null : denied.retryAfter());
    }

    private static Resource resource(Call<?> call) {
        ConversationId conversation = call.conversation();
        return conversation == null ? Resource.tenant() : Resource.conversation(conversation);
    }

    private static Outcome.@Nullable Refused<?> validate(ChatLimits limits, Call<?> call) {
        call.validation().accept(limits);
        return null;
    }

    /** Asks the store, and asks again what it could not say for sure; the key makes that safe. */
    private <T> Outcome<T> askStore(Call<T> call, Deadline deadline) {
        try {
            return call.step().apply(deadline);
        } catch (ChatException e) {
            if (e.code() != ErrorCode.OUTCOME_UNKNOWN || !call.repeatable()) {
                throw e;
            }
            return askAgain(call, deadline, e);
        }
    }

    private <T> Outcome<T> askAgain(Call<T> call, Deadline deadline, ChatException unknown) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; deadline.remaining().compareTo(pause) > 0; attempt++) {
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw unknown;
            }
            if (listener != null) {
                listener.notifySafely(
                        new ChatEvent.OutcomeAskedAgain(call.principal().tenant(), call.action(), attempt));
            }
            try {
                Outcome<T> outcome = call.step().apply(deadline);
                if (isDefinite(outcome)) {
                    return outcome;
                }
            } catch (ChatException e) {
                // Only a broken rule is the same for every attempt.
                if (e.code().kind() == ErrorKind.INVALID) {
                    throw e;
                }
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        throw unknown;
    }

    /** A refusal of this attempt says nothing of the first one, unless it is about the key itself. */
    private static boolean isDefinite(Outcome<?> outcome) {
        return outcome instanceof Outcome.Done
                || (outcome instanceof Outcome.Refused<?> refused && refused.code() == ErrorCode.IDEMPOTENCY_CONFLICT);
    }

    private void refused(Call<?> call, ErrorCode code, long start) {
        if (listener != null) {
            listener.notifySafely(
                    new ChatEvent.CallRefused(call.principal().tenant(), call.action(), code, since(start)));
        }
    }

    private void failed(Call<?> call, ErrorCode code, long start) {
        if (listener != null) {
            listener.notifySafely(
                    new ChatEvent.CallFailed(call.principal().tenant(), call.action(), code, since(start)));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
