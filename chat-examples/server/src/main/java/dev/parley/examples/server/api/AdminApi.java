package dev.parley.examples.server.api;

import static dev.parley.examples.server.http.ProblemException.orProblem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.accounts.AdminEnrolment;
import dev.parley.examples.server.accounts.Administration;
import dev.parley.examples.server.accounts.Guesses;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What admins do, and how somebody becomes the first of them. */
final class AdminApi {

    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Administration administration;
    private final AdminEnrolment enrolment;
    private final Guesses guesses;

    AdminApi(Administration administration, AdminEnrolment enrolment, Guesses guesses) {
        this.administration = administration;
        this.enrolment = enrolment;
        this.guesses = guesses;
    }

    void disable(Context ctx, Caller caller) {
        setEnabled(ctx, caller, false);
    }

    void enable(Context ctx, Caller caller) {
        setEnabled(ctx, caller, true);
    }

    private void setEnabled(Context ctx, Caller caller, boolean enabled) {
        UserProfile user = orProblem(
                administration.setEnabled(caller.principal(), user(ctx), enabled, Deadline.after(TIMEOUT)));
        LOG.info("User {} was {} by {}", user.id(), enabled ? "enabled" : "disabled", caller.principal().user());
        answer(ctx, user);
    }

    void replaceRoles(Context ctx, Caller caller) {
        Set<String> roles = Set.copyOf(JsonBody.read(ctx, "roles").strings("roles"));
        UserProfile user = orProblem(
                administration.replaceRoles(caller.principal(), user(ctx), roles, Deadline.after(TIMEOUT)));
        LOG.info("User {} has the roles {} by {}", user.id(), user.roles(), caller.principal().user());
        answer(ctx, user);
    }

    private static UserId user(Context ctx) {
        return PathIds.userId(ctx.pathParam("id"))
                .orElseThrow(() -> new ProblemException(Problem.of(ErrorCode.USER_NOT_FOUND, null)));
    }

    private static void answer(Context ctx, UserProfile user) {
        ObjectNode json = Json.user(user).put("enabled", user.enabled());
        Answers.json(ctx, 200, json);
    }

    void enrol(Context ctx, Caller caller) {
        caller.requireSession();
        String token = JsonBody.read(ctx, "token").string("token");
        Deadline deadline = Deadline.after(TIMEOUT);
        Guesses.Outcome guess = guesses.attempt(
                caller.principal(),
                () -> enrolment.redeem(token, () -> orProblem(administration.enrol(caller.principal(), deadline))),
                deadline);
        if (guess.retryAfter() != null) {
            throw Throttling.refusal(ctx, guess.retryAfter());
        }
        if (!guess.right()) {
            LOG.warn("User {} sent a wrong token for the first admin", caller.principal().user());
            throw new ProblemException(Problem.of(ApiCode.ENROLMENT_REFUSED));
        }
        LOG.info("User {} is an admin now", caller.principal().user());
        Answers.noContent(ctx);
    }
}
