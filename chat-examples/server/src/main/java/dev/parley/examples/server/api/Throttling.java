package dev.parley.examples.server.api;

import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import dev.parley.web.ratelimit.RateLimitFields;
import dev.parley.web.ratelimit.RateLimitPolicy;
import io.javalin.http.Context;
import java.time.Duration;

/** The answer to who guesses at passwords or tokens. */
final class Throttling {

    private static final RateLimitPolicy POLICY = new RateLimitPolicy("login", 5, Duration.ofMinutes(15));

    private Throttling() {}

    static ProblemException refusal(Context ctx, Duration retryAfter) {
        RateLimitFields.refused(POLICY, retryAfter).forEach(ctx::header);
        return new ProblemException(Problem.of(ApiCode.LOGIN_THROTTLED, retryAfter));
    }
}
