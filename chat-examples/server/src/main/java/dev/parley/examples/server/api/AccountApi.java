package dev.parley.examples.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.UserProfile;
import dev.parley.examples.server.accounts.AccessTokens;
import dev.parley.examples.server.accounts.Accounts;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.JsonBody;
import io.javalin.http.Context;

/** Registering, logging in, oneself. */
final class AccountApi {

    private final Accounts accounts;

    AccountApi(Accounts accounts) {
        this.accounts = accounts;
    }

    void register(Context ctx) {
        JsonBody body = JsonBody.read(ctx, "email", "password", "name");
        UserProfile user = accounts.register(body.string("email"), body.string("password"), body.string("name"));
        Answers.json(ctx, 201, Json.object().put("userId", user.id().value()));
    }

    void login(Context ctx) {
        JsonBody body = JsonBody.read(ctx, "email", "password");
        Accounts.Login login = accounts.login(body.string("email"), body.string("password"));
        ObjectNode json = Json.object();
        json.put("accessToken", login.accessToken());
        json.put("expiresIn", AccessTokens.LIFETIME.toSeconds());
        json.set("user", Json.user(login.profile()));
        Answers.json(ctx, 200, json);
    }

    void me(Context ctx, ChatSession session) {
        Answers.json(ctx, 200, Json.self(accounts.profile(session.principal())));
    }
}
