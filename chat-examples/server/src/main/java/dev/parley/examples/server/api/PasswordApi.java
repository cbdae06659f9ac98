package dev.parley.examples.server.api;

import dev.parley.auth.login.Confirmation;
import dev.parley.auth.login.PasswordChange;
import dev.parley.auth.login.PasswordChangeResult;
import dev.parley.auth.login.PasswordConfirmation;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import io.javalin.http.Context;
import java.time.Duration;

/** One's password. */
final class PasswordApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final PasswordChange change;
    private final PasswordConfirmation confirmation;
    private final Throttling throttling;

    PasswordApi(PasswordChange change, PasswordConfirmation confirmation, Throttling throttling) {
        this.change = change;
        this.confirmation = confirmation;
        this.throttling = throttling;
    }

    void change(Context ctx, Caller caller) {
        JsonBody body = JsonBody.read(ctx, "current", "next");
        PasswordChangeResult result = change.change(
                caller.principal(),
                caller.requireSession(),
                body.string("current"),
                body.string("next"),
                Deadline.after(TIMEOUT));
        if (result instanceof PasswordChangeResult.WrongPassword) {
            throw new ProblemException(Problem.of(ApiCode.PASSWORD_WRONG));
        } else if (result instanceof PasswordChangeResult.WeakPassword weak) {
            throw AccountApi.weak(weak.flaw(), "next");
        } else if (result instanceof PasswordChangeResult.Throttled throttled) {
            throw throttling.refusal(ctx, throttled.retryAfter());
        }
        Answers.noContent(ctx);
    }

    /** Ends the request unless the password is the caller's. */
    void require(Context ctx, Caller caller, String password) {
        Confirmation result = confirmation.confirm(caller.principal(), password, Deadline.after(TIMEOUT));
        if (result instanceof Confirmation.Throttled throttled) {
            throw throttling.refusal(ctx, throttled.retryAfter());
        } else if (!(result instanceof Confirmation.Confirmed)) {
            throw new ProblemException(Problem.of(ApiCode.PASSWORD_WRONG));
        }
    }
}
