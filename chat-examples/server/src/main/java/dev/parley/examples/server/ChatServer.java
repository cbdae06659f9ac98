package dev.parley.examples.server;

import dev.parley.auth.password.Argon2PasswordHasher;
import dev.parley.core.ChatEngine;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.reply.ReplyPolicy;
import dev.parley.core.reply.Responder;
import dev.parley.examples.server.accounts.Accounts;
import dev.parley.examples.server.api.ApiRoutes;
import dev.parley.examples.server.config.Backend;
import dev.parley.examples.server.http.HttpServer;
import dev.parley.examples.server.live.LiveConnections;
import dev.parley.examples.server.live.LiveSettings;
import dev.parley.examples.server.page.Page;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The wiring: engine, accounts, live connections and web server on a backend. */
public final class ChatServer implements AutoCloseable {

    private final ChatEngine engine;
    private final LiveConnections connections;
    private final HttpServer http;

    private ChatServer(ChatEngine engine, LiveConnections connections, HttpServer http) {
        this.engine = engine;
        this.connections = connections;
        this.http = http;
    }

    /**
     * What can be chosen beside the backend.
     *
     * @param hasher for passwords
     * @param responder the bot's voice
     * @param live the bounds on live connections
     * @param publicOrigin under which browsers reach the server, or null if that is what the Host header says
     */
    record Choices(
            PasswordHasher hasher,
            Responder responder,
            LiveSettings live,
            @Nullable String publicOrigin) {}

    /**
     * Starts a server.
     *
     * @param backend where everything is kept; stays the caller's to close
     * @param bot the bot's voice
     * @param publicOrigin under which browsers reach the server, or null if that is what the Host header says
     * @param host the address to listen on
     * @param port the port, 0 for a free one
     * @return the server, which accepts requests
     * @throws IOException if the address can't be listened on
     */
    public static ChatServer start(Backend backend, Responder bot, @Nullable String publicOrigin, String host, int port)
            throws IOException {
        Choices choices = new Choices(new Argon2PasswordHasher(), bot, LiveSettings.DEFAULT, publicOrigin);
        return start(backend, choices, host, port);
    }

    static ChatServer start(Backend backend, Choices choices, String host, int port) throws IOException {
        Page page = Page.load();
        Bot.register(backend.directory());
        ChatEngine engine = ChatEngine.builder(backend.store())
                .eventBus(backend.eventBus())
                .responder(Bot.ID, choices.responder(), ReplyPolicy.DEFAULT.withNames(Bot.NAME, Bot.ID.value()))
                .build();
        Accounts accounts = new Accounts(backend.directory(), choices.hasher());
        ApiRoutes routes =
                new ApiRoutes(engine, accounts, backend.directory(), Bot.ID, choices.live(), choices.publicOrigin());
        try {
            HttpServer http = HttpServer.start(host, port, table -> {
                page.addTo(table);
                routes.addTo(table);
            });
            return new ChatServer(engine, routes.connections(), http);
        } catch (IOException e) {
            routes.connections().close();
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
    }
}
