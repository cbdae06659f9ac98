package dev.parley.examples.server.api;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.ratelimit.RateRules;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.config.LimitSettings;
import dev.parley.examples.server.config.SharedState;
import dev.parley.examples.server.http.Edge;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import dev.parley.web.ratelimit.RateLimitFields;
import dev.parley.web.ratelimit.RateLimitPolicy;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Bounds who comes in and what is sent, and tells clients what is left of that. Thread-safe. */
public final class Limits {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String BY_ADDRESS = "address";
    private static final String SENDING = "messages";

    private final RateLimiter entries;
    private final RememberingLimiter messages;
    private final Optional<RateLimit> ofAddress;
    private final Optional<RateLimit> ofUser;

    /**
     * The limits on what keeps count.
     *
     * @param settings how much is allowed
     * @param shared what keeps count; stays the caller's to close
     */
    public Limits(LimitSettings settings, SharedState shared) {
        this.entries = shared.entries();
        this.messages = new RememberingLimiter(shared.messages());
        this.ofAddress = settings.address();
        this.ofUser = settings.messages();
    }

    /** {@return what keeps count of messages, for the engine} */
    public RateLimiter messages() {
        return messages;
    }

    /** {@return what a call to the engine is charged} */
    public RateRules rules() {
        return ofUser.map(limit -> RateRules.perUser(Map.of(Action.POST, limit)))
                .orElseGet(RateRules::none);
    }

    /**
     * Lets a handler have a request only while its address has some of its allowance left. Before anything of the request is
     * looked at: what is refused costs next to nothing.
     */
    Handler byAddress(Handler handler) {
        return ofAddress
                .<Handler>map(limit -> ctx -> {
                    charge(ctx, limit);
                    handler.handle(ctx);
                })
                .orElse(handler);
    }

    private void charge(Context ctx, RateLimit limit) {
        // A hash is short whatever a proxy passes on; it hides no address from who tries them all.
        String subject =
                TokenHash.of(BY_ADDRESS + '\0' + Edge.clientNetwork(ctx)).hex();
        LimitKey key = new LimitKey(TenantId.DEFAULT, BY_ADDRESS, subject);
        RateDecision decision = entries.acquire(key, limit, 1, Deadline.after(TIMEOUT));
        tell(ctx, BY_ADDRESS, limit, decision);
        if (decision instanceof RateDecision.Denied denied) {
            throw new ProblemException(Problem.of(ErrorCode.RATE_LIMITED, denied.retryAfter()));
        }
    }

    /** Makes a call to the engine, and tells what was decided about it. */
    <T> T telling(Context ctx, Supplier<T> call) {
        messages.forget();
        try {
            return call.get();
        } finally {
            messages.last().ifPresent(decision -> ofUser.ifPresent(limit -> tell(ctx, SENDING, limit, decision)));
            messages.forget();
        }
    }

    private static void tell(Context ctx, String name, RateLimit limit, RateDecision decision) {
        RateLimitFields.of(RateLimitPolicy.of(name, limit), decision).forEach(ctx::header);
    }
}
