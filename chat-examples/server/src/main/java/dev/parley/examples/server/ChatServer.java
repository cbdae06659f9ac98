package dev.parley.examples.server;

import dev.parley.auth.password.Argon2PasswordHasher;
import dev.parley.auth.token.SigningKeys;
import dev.parley.core.ChatEngine;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.ReplyPolicy;
import dev.parley.core.reply.Responder;
import dev.parley.examples.server.accounts.AccountSettings;
import dev.parley.examples.server.accounts.Accounts;
import dev.parley.examples.server.api.ApiRoutes;
import dev.parley.examples.server.api.Limits;
import dev.parley.examples.server.config.Backend;
import dev.parley.examples.server.config.EdgeSettings;
import dev.parley.examples.server.config.LimitSettings;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.http.Edge;
import dev.parley.examples.server.http.HttpServer;
import dev.parley.examples.server.live.LiveConnections;
import dev.parley.examples.server.live.LiveSettings;
import dev.parley.examples.server.page.Page;
import java.io.IOException;
import java.net.URI;
import java.util.function.BiConsumer;

/** The wiring: engine, accounts, live connections and web server on a backend. */
public final class ChatServer implements AutoCloseable {

    private final ChatEngine engine;
    private final Accounts accounts;
    private final LiveConnections connections;
    private final HttpServer http;

    private ChatServer(ChatEngine engine, Accounts accounts, LiveConnections connections, HttpServer http) {
        this.engine = engine;
        this.accounts = accounts;
        this.connections = connections;
        this.http = http;
    }

    /**
     * What can be chosen beside the backend.
     *
     * @param accounts how users come in
     * @param responder the bot's voice
     * @param live the bounds on live connections
     * @param edge how the server is reached
     * @param limits how much is allowed; but for {@code limits.logins()}, which are among the accounts'
     */
    record Choices(
            AccountSettings accounts,
            Responder responder,
            LiveSettings live,
            EdgeSettings edge,
            LimitSettings limits) {}

    /**
     * Starts a server.
     *
     * @param backend where everything is kept; stays the caller's to close
     * @param bot the bot's voice
     * @param keys with what tokens are signed
     * @param settings the rest
     * @param erasures told of each user before they are erased; if it fails, they are not
     * @return the server, which accepts requests
     * @throws IOException if the address can't be listened on
     */
    public static ChatServer start(
            Backend backend, Responder bot, SigningKeys keys, Settings settings, BiConsumer<TenantId, UserId> erasures)
            throws IOException {
        AccountSettings accounts = new AccountSettings(
                new Argon2PasswordHasher(),
                keys,
                settings.refreshGrace(),
                settings.limits().logins(),
                settings.dataDirectory(),
                erasures);
        Choices choices = new Choices(accounts, bot, LiveSettings.DEFAULT, settings.edge(), settings.limits());
        return start(backend, choices, settings.host(), settings.port());
    }

    static ChatServer start(Backend backend, Choices choices, String host, int port) throws IOException {
        Page page = Page.load();
        Bot.register(backend.directory());
        Limits limits = new Limits(choices.limits(), backend.shared());
        ChatEngine engine = ChatEngine.builder(backend.store())
                .eventBus(backend.eventBus())
                .rateLimiter(limits.messages(), limits.rules())
                .responder(Bot.ID, choices.responder(), ReplyPolicy.DEFAULT.withNames(Bot.NAME, Bot.ID.value()))
                .build();
        Accounts accounts = new Accounts(backend, choices.accounts());
        ApiRoutes routes = new ApiRoutes(
                engine,
                accounts,
                backend.directory(),
                Bot.ID,
                choices.live(),
                choices.edge(),
                limits,
                backend.store().historyRetention());
        Edge edge = new Edge(choices.edge().corsOrigins(), choices.edge().trustedProxies());
        try {
            HttpServer http = HttpServer.start(host, port, edge, table -> {
                page.addTo(table);
                routes.addTo(table);
            });
            accounts.offerFirstAdmin();
            return new ChatServer(engine, accounts, routes.connections(), http);
        } catch (IOException e) {
            routes.connections().close();
            accounts.close();
            engine.close();
            throw e;
        }
    }

    /** {@return where the server listens} */
    public URI address() {
        return http.address();
    }

    LiveConnections connections() {
        return connections;
    }

    /** Waits until the server has stopped. */
    public void join() throws InterruptedException {
        http.join();
    }

    /**
     * Lets requests that are being handled finish, then ends the engine: it hands its turns over and ends the
     * subscriptions, whose readers are told where to go on. The port is closed from the beginning.
     */
    @Override
    public void close() {
        http.refuse(connections::streams);
        engine.close();
        connections.close();
        http.close();
        accounts.close();
    }
}
