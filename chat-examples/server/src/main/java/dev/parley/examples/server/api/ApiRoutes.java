package dev.parley.examples.server.api;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserDirectory;
import dev.parley.examples.server.accounts.Accounts;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The HTTP table. */
public final class ApiRoutes {

    private static final String SCHEME = "bearer ";

    private final ChatEngine engine;
    private final Accounts accounts;
    private final UserDirectory directory;

    /**
     * The table on these parts.
     *
     * @param engine the chat
     * @param accounts who logs in
     * @param directory who the users are
     */
    public ApiRoutes(ChatEngine engine, Accounts accounts, UserDirectory directory) {
        this.engine = engine;
        this.accounts = accounts;
        this.directory = directory;
    }

    /** Handles a request of a user who is logged in. */
    @FunctionalInterface
    private interface UserHandler {
        void handle(Context ctx, ChatSession session) throws Exception;
    }

    /** Adds every row to a server. */
    public void addTo(RoutesConfig routes) {
        People people = new People(directory);
        AccountApi account = new AccountApi(accounts);
        PersonalDataApi personal = new PersonalDataApi(accounts);
        ConversationApi conversations = new ConversationApi(people);
        ParticipantApi participants = new ParticipantApi(people);
        MessageApi messages = new MessageApi(people);

        get(routes, "/", HomePage::show);
        routes.post("/api/register", account::register);
        routes.post("/api/login", account::login);

        get(routes, "/api/me", user(account::me));
        get(routes, "/api/me/export", user(personal::export));
        routes.post("/api/me/erase", user(personal::erase));
        get(routes, "/api/users", user(people::search));

        routes.post("/api/conversations", user(conversations::create));
        get(routes, "/api/conversations", user(conversations::list));
        get(routes, "/api/conversations/{id}", user(conversations::read));
        routes.patch("/api/conversations/{id}", user(conversations::rename));
        routes.post("/api/conversations/{id}/read", user(conversations::markRead));

        routes.post("/api/conversations/{id}/participants", user(participants::add));
        routes.delete("/api/conversations/{id}/participants/{userId}", user(participants::remove));

        routes.post("/api/conversations/{id}/messages", user(messages::send));
        get(routes, "/api/conversations/{id}/messages", user(messages::page));
        routes.patch("/api/conversations/{id}/messages/{messageId}", user(messages::edit));
        routes.delete("/api/conversations/{id}/messages/{messageId}", user(messages::redact));
    }

    /** Left to itself, Javalin answers HEAD with 200 wherever there is a GET, without asking it. */
    private static void get(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }

    private Handler user(UserHandler handler) {
        return ctx -> handler.handle(ctx, engine.session(authenticate(ctx.header("Authorization"))));
    }

    private Principal authenticate(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .flatMap(value ->
                        accounts.authenticate(value.substring(SCHEME.length()).strip()))
                .orElseThrow(() -> new ProblemException(Problem.of(ApiCode.UNAUTHENTICATED)));
    }
}
