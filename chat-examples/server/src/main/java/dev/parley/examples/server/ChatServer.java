package dev.parley.examples.server;

import dev.parley.auth.Argon2PasswordHasher;
import dev.parley.core.ChatEngine;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.examples.server.accounts.Accounts;
import dev.parley.examples.server.api.ApiRoutes;
import dev.parley.examples.server.config.Backend;
import dev.parley.examples.server.http.HttpServer;
import java.io.IOException;
import java.net.URI;

/** The wiring: engine, accounts and web server on a backend. */
public final class ChatServer implements AutoCloseable {

    private final ChatEngine engine;
    private final HttpServer http;

    private ChatServer(ChatEngine engine, HttpServer http) {
        this.engine = engine;
        this.http = http;
    }

    /**
     * Starts a server.
     *
     * @param backend where everything is kept; stays the caller's to close
     * @param host the address to listen on
     * @param port the port, 0 for a free one
     * @return the server, which accepts requests
     * @throws IOException if the address can't be listened on
     */
    public static ChatServer start(Backend backend, String host, int port) throws IOException {
        return start(backend, new Argon2PasswordHasher(), host, port);
    }

    static ChatServer start(Backend backend, PasswordHasher hasher, String host, int port) throws IOException {
        ChatEngine engine = ChatEngine.builder(backend.store()).build();
        Accounts accounts = new Accounts(backend.directory(), hasher);
        ApiRoutes routes = new ApiRoutes(engine, accounts, backend.directory());
        return new ChatServer(engine, HttpServer.start(host, port, routes::addTo));
    }

    /** {@return where the server listens} */
    public URI address() {
        return http.address();
    }

    /** Waits until the server has stopped. */
    public void join() throws InterruptedException {
        http.join();
    }

    /** Lets requests that are being handled finish, then ends the engine. */
    @Override
    public void close() {
        http.close();
        engine.close();
    }
}
