package dev.parley.examples.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.auth.login.LoginRequest;
import dev.parley.auth.login.LoginResult;
import dev.parley.auth.login.LoginService;
import dev.parley.auth.session.RefreshResult;
import dev.parley.auth.session.Sessions;
import dev.parley.auth.session.TokenPair;
import dev.parley.core.message.TenantId;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Edge;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/** Logging in, staying in, logging out. */
final class LoginApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final LoginService logins;
    private final Sessions sessions;
    private final Throttling throttling;

    LoginApi(LoginService logins, Sessions sessions, Throttling throttling) {
        this.logins = logins;
        this.sessions = sessions;
        this.throttling = throttling;
    }

    void login(Context ctx) {
        JsonBody body = JsonBody.read(ctx, "email", "password", "totp", "deviceToken");
        LoginRequest request = new LoginRequest(
                TenantId.DEFAULT,
                body.string("email"),
                body.string("password"),
                body.optionalString("totp"),
                body.optionalString("deviceToken"),
                Optional.ofNullable(ctx.userAgent()).orElse(""),
                Edge.clientAddress(ctx));
        LoginResult result = logins.login(request, Deadline.after(TIMEOUT));
        if (result instanceof LoginResult.LoggedIn in) {
            ObjectNode json = tokens(in.tokens());
            json.put("deviceToken", in.deviceToken());
            json.set("user", Json.user(in.user()));
            Answers.json(ctx, 200, json);
        } else if (result instanceof LoginResult.Throttled throttled) {
            throw throttling.refusal(ctx, throttled.retryAfter());
        } else if (result instanceof LoginResult.SecondFactorRequired) {
            throw new ProblemException(Problem.of(ApiCode.SECOND_FACTOR_REQUIRED));
        } else {
            throw new ProblemException(Problem.of(ApiCode.LOGIN_FAILED));
        }
    }

    private static ObjectNode tokens(TokenPair pair) {
        ObjectNode json = Json.object();
        json.put("accessToken", pair.accessToken());
        json.put("refreshToken", pair.refreshToken());
        json.put("expiresIn", pair.expiresIn().toSeconds());
        json.put("sessionId", pair.session().value());
        return json;
    }

    void refresh(Context ctx) {
        String token = JsonBody.read(ctx, "refreshToken").string("refreshToken");
        RefreshResult result = sessions.refresh(token, Edge.clientAddress(ctx), Deadline.after(TIMEOUT));
        if (result instanceof RefreshResult.Refreshed refreshed) {
            Answers.json(ctx, 200, tokens(refreshed.tokens()));
            return;
        }
        throw new ProblemException(Problem.of(ApiCode.REFRESH_REFUSED));
    }

    void logout(Context ctx, Caller caller) {
        sessions.logout(caller.principal(), caller.requireSession(), Deadline.after(TIMEOUT));
        Answers.noContent(ctx);
    }
}
