package dev.parley.examples.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.auth.login.LoginName;
import dev.parley.auth.login.Registration;
import dev.parley.auth.login.RegistrationResult;
import dev.parley.auth.password.PasswordFlaw;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registering, and oneself. */
final class AccountApi {

    private static final Logger LOG = LoggerFactory.getLogger(AccountApi.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Registration registration;
    private final UserDirectory directory;

    AccountApi(Registration registration, UserDirectory directory) {
        this.registration = registration;
        this.directory = directory;
    }

    void register(Context ctx) {
        JsonBody body = JsonBody.read(ctx, "email", "password", "name");
        String email = body.string("email");
        requireAddress(email);
        UserId id = new UserId(UUID.randomUUID().toString());
        RegistrationResult result = registration.register(
                TenantId.DEFAULT, id, email, body.string("password"), body.string("name"), Deadline.after(TIMEOUT));
        if (result instanceof RegistrationResult.WeakPassword weak) {
            throw weak(weak.flaw(), "password");
        }
        if (result instanceof RegistrationResult.LoginTaken) {
            throw new ProblemException(Problem.of(ErrorCode.LOGIN_TAKEN, null));
        }
        LOG.info("Registered user {}", id);
        Answers.json(ctx, 201, Json.object().put("userId", id.value()));
    }

    /** Mail addresses are the login names of this server; the bot's is none, so that nobody can take it. */
    private static void requireAddress(String email) {
        String name = LoginName.of(email).map(LoginName::normalised).orElse("");
        int at = name.indexOf('@');
        if (at < 1 || at == name.length() - 1 || at != name.lastIndexOf('@')) {
            throw new ProblemException(Problem.of(
                    ErrorCode.LOGIN_MALFORMED,
                    "email",
                    "must be an address with one '@' and something on both sides, at most 254 characters, without"
                            + " control or invisible characters"));
        }
    }

    /** The answer to a new password that breaks a rule. */
    static ProblemException weak(PasswordFlaw flaw, String field) {
        ApiCode code = switch (flaw) {
            case COMMON -> ApiCode.PASSWORD_COMMON;
            case CONTEXT -> ApiCode.PASSWORD_CONTEXT;
            case TOO_SHORT, TOO_LONG, MALFORMED -> ApiCode.PASSWORD_MALFORMED;
        };
        return new ProblemException(new Problem(code.status(), code.id(), flaw.rule(), field, null));
    }

    void me(Context ctx, Caller caller) {
        ObjectNode json = Json.self(profile(caller.principal()));
        Answers.json(ctx, 200, json);
    }

    /** The profile of the user who calls. */
    UserProfile profile(Principal principal) {
        return directory
                .findById(principal.tenant(), principal.user(), Deadline.after(TIMEOUT))
                .orElseThrow(() -> new ProblemException(Problem.of(ApiCode.UNAUTHENTICATED)));
    }
}
