package dev.parley.examples.server.api;

import static dev.parley.examples.server.http.ProblemException.orProblem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.auth.login.UserAdministration;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.accounts.Accounts;
import dev.parley.examples.server.accounts.AdminEnrolment;
import dev.parley.examples.server.accounts.Guesses;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What admins do, and how somebody becomes the first of them. */
final class AdminApi {

    private static final Logger LOG = LoggerFactory.getLogger(AdminApi.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Throttling THROTTLING = Throttling.of(Guesses.FAILURES, Guesses.WINDOW);

    private final UserAdministration administration;
    private final AccountApi accounts;
    private final AdminEnrolment enrolment;
    private final Guesses guesses;

    AdminApi(UserAdministration administration, AccountApi accounts, AdminEnrolment enrolment, Guesses guesses) {
        this.administration = administration;
        this.accounts = accounts;
        this.enrolment = enrolment;
        this.guesses = guesses;
    }

    void disable(Context ctx, Caller caller) {
        answer(ctx, orProblem(administration.disable(caller.principal(), user(ctx), Deadline.after(TIMEOUT))));
    }

    void enable(Context ctx, Caller caller) {
        answer(ctx, orProblem(administration.enable(caller.principal(), user(ctx), Deadline.after(TIMEOUT))));
    }

    void replaceRoles(Context ctx, Caller caller) {
        Set<String> roles =
                NewUser.requireRoles(Set.copyOf(JsonBody.read(ctx, "roles").strings("roles")));
        answer(
                ctx,
                orProblem(administration.replaceRoles(caller.principal(), user(ctx), roles, Deadline.after(TIMEOUT))));
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
                () -> enrolment.redeem(token, () -> makeAdmin(caller.principal(), deadline)),
                deadline);
        if (guess.retryAfter() != null) {
            throw THROTTLING.refusal(ctx, guess.retryAfter());
        }
        if (!guess.right()) {
            LOG.warn(
                    "User {} sent a wrong token for the first admin",
                    caller.principal().user());
            throw new ProblemException(Problem.of(ApiCode.ENROLMENT_REFUSED));
        }
        LOG.info("User {} is an admin now", caller.principal().user());
        Answers.noContent(ctx);
    }

    private void makeAdmin(Principal user, Deadline deadline) {
        Set<String> roles = new HashSet<>(accounts.profile(user).roles());
        roles.add(Accounts.ADMIN);
        orProblem(administration.replaceRoles(user, user.user(), roles, deadline));
    }
}
