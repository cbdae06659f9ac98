package dev.parley.examples.server.api;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.message.UserId;
import dev.parley.examples.server.accounts.Accounts;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import dev.parley.examples.server.http.Routes;
import dev.parley.examples.server.live.LiveConnections;
import dev.parley.examples.server.live.LiveSettings;
import dev.parley.examples.server.live.LiveSockets;
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
    private final People people;
    private final UserId bot;
    private final LiveConnections connections;
    private final SocketOrigin origin;

    /**
     * The table on these parts.
     *
     * @param engine the chat
     * @param accounts who logs in
     * @param directory who the users are
     * @param bot who takes part where a bot is wanted
     * @param live the bounds on live connections
     * @param publicOrigin under which browsers reach the server, or null if that is what the Host header says
     */
    public ApiRoutes(
            ChatEngine engine,
            Accounts accounts,
            UserDirectory directory,
            UserId bot,
            LiveSettings live,
            @Nullable String publicOrigin) {
        this.engine = engine;
        this.accounts = accounts;
        this.people = new People(directory);
        this.bot = bot;
        this.connections = new LiveConnections(live, new EventJson(people));
        this.origin = new SocketOrigin(publicOrigin);
    }

    /** {@return what is connected; the caller closes it} */
    public LiveConnections connections() {
        return connections;
    }

    /** Handles a request of a user who is logged in. */
    @FunctionalInterface
    private interface UserHandler {
        void handle(Context ctx, ChatSession session) throws Exception;
    }

    /** Handles such a request by the token that it came with. */
    @FunctionalInterface
    private interface TokenHandler {
        void handle(Context ctx, ChatSession session, String token) throws Exception;
    }

    /** Adds every row to a server. */
    public void addTo(RoutesConfig routes) {
        AccountApi account = new AccountApi(accounts);
        PersonalDataApi personal = new PersonalDataApi(accounts);
        ConversationApi conversations = new ConversationApi(people, bot);
        ParticipantApi participants = new ParticipantApi(people);
        MessageApi messages = new MessageApi(people);
        EventApi events = new EventApi(connections);

        routes.post("/api/register", account::register);
        routes.post("/api/login", account::login);

        routes.post("/api/logout", token((ctx, session, token) -> {
            accounts.logout(token);
            Answers.noContent(ctx);
        }));

        Routes.get(routes, "/api/me", user(account::me));
        Routes.get(routes, "/api/me/export", user(personal::export));
        routes.post("/api/me/erase", user(personal::erase));
        Routes.get(routes, "/api/users", user(people::search));

        routes.post("/api/conversations", user(conversations::create));
        Routes.get(routes, "/api/conversations", user(conversations::list));
        Routes.get(routes, "/api/conversations/{id}", user(conversations::read));
        routes.patch("/api/conversations/{id}", user(conversations::rename));
        routes.post("/api/conversations/{id}/read", user(conversations::markRead));

        routes.post("/api/conversations/{id}/participants", user(participants::add));
        routes.delete("/api/conversations/{id}/participants/{userId}", user(participants::remove));

        routes.post("/api/conversations/{id}/messages", user(messages::send));
        Routes.get(routes, "/api/conversations/{id}/messages", user(messages::page));
        Routes.get(routes, "/api/conversations/{id}/messages/{messageId}", user(messages::read));
        routes.patch("/api/conversations/{id}/messages/{messageId}", user(messages::edit));
        routes.delete("/api/conversations/{id}/messages/{messageId}", user(messages::redact));

        Handler stream = token((ctx, session, token) -> events.stream(ctx, session, accounts.access(token)));
        Routes.get(routes, "/api/conversations/{id}/events", stream);
        routes.post("/api/conversations/{id}/typing", user(events::typing));
        routes.post("/api/conversations/{id}/turn/stop", user(events::stopTurn));
        routes.wsBeforeUpgrade("/api/socket", origin::require);
        routes.wsBeforeUpgrade("/api/socket", LiveSockets::upgrading);
        routes.ws("/api/socket", new LiveSockets(engine, accounts, connections)::addTo);
    }

    private Handler user(UserHandler handler) {
        return token((ctx, session, token) -> handler.handle(ctx, session));
    }

    private Handler token(TokenHandler handler) {
        return ctx -> {
            String token = bearer(ctx.header("Authorization"));
            Principal principal = accounts.authenticate(token).orElseThrow(ApiRoutes::unauthenticated);
            handler.handle(ctx, engine.session(principal), token);
        };
    }

    private static String bearer(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip())
                .orElseThrow(ApiRoutes::unauthenticated);
    }

    private static ProblemException unauthenticated() {
        return new ProblemException(Problem.of(ApiCode.UNAUTHENTICATED));
    }
}
