package dev.parley.examples.server.api;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Action;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.message.UserId;
import dev.parley.core.store.HistoryRetention;
import dev.parley.examples.server.accounts.Accounts;
import dev.parley.examples.server.config.EdgeSettings;
import dev.parley.examples.server.http.Routes;
import dev.parley.examples.server.live.LiveConnections;
import dev.parley.examples.server.live.LiveSettings;
import dev.parley.examples.server.live.LiveSockets;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;

/** The HTTP table. */
public final class ApiRoutes {

    private final ChatEngine engine;
    private final Accounts accounts;
    private final People people;
    private final UserId bot;
    private final LiveConnections connections;
    private final SocketOrigin origin;
    private final Gate gate;
    private final Limits limits;
    private final Optional<HistoryRetention> retention;

    /**
     * The table on these parts.
     *
     * @param engine the chat
     * @param accounts who logs in, and what they may do
     * @param directory who the users are
     * @param bot who takes part where a bot is wanted
     * @param live the bounds on live connections
     * @param edge how the server is reached
     * @param limits how much is allowed
     * @param retention what keeps conversations under legal hold, if the store does
     */
    public ApiRoutes(
            ChatEngine engine,
            Accounts accounts,
            UserDirectory directory,
            UserId bot,
            LiveSettings live,
            EdgeSettings edge,
            Limits limits,
            Optional<HistoryRetention> retention) {
        this.engine = engine;
        this.accounts = accounts;
        this.people = new People(directory);
        this.bot = bot;
        this.connections = new LiveConnections(live, new EventJson(people, System::nanoTime));
        this.origin = new SocketOrigin(edge);
        this.gate = new Gate(accounts.access(), engine);
        this.limits = limits;
        this.retention = retention;
    }

    /** {@return what is connected; the caller closes it} */
    public LiveConnections connections() {
        return connections;
    }

    /** Handles a request by what the engine says to the user. */
    @FunctionalInterface
    private interface ChatHandler {
        void handle(Context ctx, ChatSession session) throws Exception;
    }

    private Handler chat(Action action, ChatHandler handler) {
        return gate.may(action, (ctx, caller) -> handler.handle(ctx, caller.chat()));
    }

    /** Adds every row to a server. */
    public void addTo(RoutesConfig routes) {
        AccountRoutes account = new AccountRoutes(accounts, gate, limits);
        account.addTo(routes);
        Routes.get(routes, "/api/users", chat(Action.SEARCH_USERS, people::search));
        addConversations(routes);
        addMessages(routes);
        addLive(routes);
        retention.ifPresent(holds -> addHolds(routes, new HoldApi(holds)));
    }

    private void addHolds(RoutesConfig routes, HoldApi holds) {
        Routes.get(routes, "/api/admin/holds", gate.may(Action.HOLD, holds::list));
        routes.put("/api/admin/holds/{id}", gate.may(Action.HOLD, holds::set));
        routes.delete("/api/admin/holds/{id}", gate.may(Action.HOLD, holds::release));
    }

    private void addConversations(RoutesConfig routes) {
        ConversationApi conversations = new ConversationApi(people, bot);
        ParticipantApi participants = new ParticipantApi(people);
        routes.post("/api/conversations", chat(Action.CREATE_CONVERSATION, conversations::create));
        Routes.get(routes, "/api/conversations", chat(Action.LIST_CONVERSATIONS, conversations::list));
        Routes.get(routes, "/api/conversations/{id}", chat(Action.READ, conversations::read));
        routes.patch("/api/conversations/{id}", chat(Action.RENAME, conversations::rename));
        routes.post("/api/conversations/{id}/read", chat(Action.MARK_READ, conversations::markRead));
        routes.post("/api/conversations/{id}/participants", chat(Action.ADD_PARTICIPANT, participants::add));
        routes.delete(
                "/api/conversations/{id}/participants/{userId}", chat(Action.REMOVE_PARTICIPANT, participants::remove));
    }

    private void addMessages(RoutesConfig routes) {
        MessageApi messages = new MessageApi(people, limits);
        String all = "/api/conversations/{id}/messages";
        String one = all + "/{messageId}";
        routes.post(all, chat(Action.POST, messages::send));
        Routes.get(routes, all, chat(Action.READ, messages::page));
        Routes.get(routes, one, chat(Action.READ, messages::read));
        routes.patch(one, chat(Action.EDIT, messages::edit));
        routes.delete(one, chat(Action.REDACT, messages::redact));
    }

    private void addLive(RoutesConfig routes) {
        EventApi events = new EventApi(connections);
        Handler stream = gate.may(
                Action.SUBSCRIBE, (ctx, caller) -> events.stream(ctx, caller.chat(), gate.check(caller.token())));
        Routes.get(routes, "/api/conversations/{id}/events", stream);
        routes.post("/api/conversations/{id}/typing", chat(Action.TYPE, events::typing));
        routes.post("/api/conversations/{id}/turn/stop", chat(Action.STOP_TURN, events::stopTurn));
        routes.wsBeforeUpgrade("/api/socket", origin::require);
        routes.wsBeforeUpgrade("/api/socket", LiveSockets::upgrading);
        routes.ws("/api/socket", new LiveSockets(engine, gate, connections)::addTo);
    }
}
