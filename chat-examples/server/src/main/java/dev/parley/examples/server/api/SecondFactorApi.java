package dev.parley.examples.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.auth.password.PasswordFlaw;
import dev.parley.auth.password.PasswordPolicy;
import dev.parley.auth.totp.Enrolment;
import dev.parley.auth.totp.SecondFactors;
import dev.parley.core.auth.Principal;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import io.javalin.http.Context;
import java.time.Duration;

/** One's second factor. */
final class SecondFactorApi {

    private static final String ISSUER = "Parley";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final SecondFactors factors;
    private final AccountApi accounts;
    private final PasswordApi passwords;

    SecondFactorApi(SecondFactors factors, AccountApi accounts, PasswordApi passwords) {
        this.factors = factors;
        this.accounts = accounts;
        this.passwords = passwords;
    }

    void enrol(Context ctx, Caller caller) {
        caller.requireSession();
        // Whoever has come by a session only must not lock its user out by a factor of their own.
        passwords.require(ctx, caller, JsonBody.read(ctx, "password").string("password"));
        Principal user = caller.principal();
        String account = accounts.profile(user).displayLogin();
        Enrolment enrolment = factors.enrol(user.tenant(), user.user(), ISSUER, account, Deadline.after(TIMEOUT))
                .orElseThrow(() -> new ProblemException(Problem.of(ApiCode.SECOND_FACTOR_EXISTS)));
        ObjectNode json = Json.object().put("uri", enrolment.uri()).put("secret", enrolment.secret());
        ArrayNode codes = json.putArray("recoveryCodes");
        enrolment.recoveryCodes().forEach(codes::add);
        Answers.json(ctx, 201, json);
    }

    void confirm(Context ctx, Caller caller) {
        caller.requireSession();
        Principal user = caller.principal();
        String password = JsonBody.read(ctx, "totp").string("totp");
        if (!factors.confirm(user.tenant(), user.user(), password, Deadline.after(TIMEOUT))) {
            throw new ProblemException(Problem.of(ApiCode.SECOND_FACTOR_WRONG));
        }
        Answers.noContent(ctx);
    }

    void remove(Context ctx, Caller caller) {
        caller.requireSession();
        String password = JsonBody.read(ctx, "password").string("password");
        passwords.require(ctx, caller, password);
        Principal user = caller.principal();
        if (password.codePointCount(0, password.length()) < PasswordPolicy.MIN_SINGLE_FACTOR) {
            throw AccountApi.weak(PasswordFlaw.TOO_SHORT, "password");
        }
        if (!factors.remove(user.tenant(), user.user(), Deadline.after(TIMEOUT))) {
            throw new ProblemException(Problem.of(ApiCode.SECOND_FACTOR_NOT_FOUND));
        }
        Answers.noContent(ctx);
    }
}
