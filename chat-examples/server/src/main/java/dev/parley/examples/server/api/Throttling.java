package dev.parley.examples.server.api;

import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import dev.parley.web.ratelimit.RateLimitFields;
import dev.parley.web.ratelimit.RateLimitPolicy;
import io.javalin.http.Context;
import java.time.Duration;

/** The answer to who guesses at passwords or tokens. */
record Throttling(RateLimitPolicy policy) {

    static Throttling of(int failures, Duration window) {
        // Whole seconds, rounded up.
        Duration told = Duration.ofSeconds(window.plusMillis(999).toSeconds());
        return new Throttling(new RateLimitPolicy("login", failures, told));
    }

    ProblemException refusal(Context ctx, Duration retryAfter) {
        RateLimitFields.refused(policy, retryAfter).forEach(ctx::header);
        return new ProblemException(Problem.of(ApiCode.LOGIN_THROTTLED, retryAfter));
    }
}
