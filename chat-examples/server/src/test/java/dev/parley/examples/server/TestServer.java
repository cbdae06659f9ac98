package dev.parley.examples.server;

import dev.parley.auth.Argon2Parameters;
import dev.parley.auth.Argon2PasswordHasher;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.reply.Responder;
import dev.parley.core.store.ChatStore;
import dev.parley.examples.server.config.Backend;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.live.LiveSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** A server in this process, on a free port. Passwords cost next to nothing. */
final class TestServer implements AutoCloseable {

    /** Under which a proxy might show it. */
    static final String PUBLIC_ORIGIN = "https://chat.example.org";

    private static final Argon2Parameters CHEAP = new Argon2Parameters(8, 1, 1, 16, 32);

    final Backend backend;
    private final ChatServer server;
    private final boolean owner;

    private TestServer(Backend backend, ChatServer.Choices choices, boolean owner) {
        this.backend = backend;
        this.owner = owner;
        try {
            this.server = ChatServer.start(backend, choices, "127.0.0.1", 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChatServer.Choices choices(Argon2Parameters parameters, Responder responder, LiveSettings live) {
        return new ChatServer.Choices(new Argon2PasswordHasher(parameters), responder, live, PUBLIC_ORIGIN);
    }

    /** A server on the store that most tests use. */
    static TestServer start() {
        return start(Responder.echo(), LiveSettings.DEFAULT);
    }

    /** Such a server with another bot and other bounds. */
    static TestServer start(Responder responder, LiveSettings live) {
        return on("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", responder, live);
    }

    /** A server on a database. */
    static TestServer on(String url, Responder responder, LiveSettings live) {
        Settings settings = Settings.read(Map.of("DATABASE_URL", url), Path.of("target"));
        return new TestServer(Backend.open(settings.database()), choices(CHEAP, responder, live), true);
    }

    /** Another server on the backend of this one. */
    TestServer another(Argon2Parameters parameters) {
        return new TestServer(backend, choices(parameters, Responder.echo(), LiveSettings.DEFAULT), false);
    }

    static TestServer on(ChatStore store) {
        return new TestServer(
                Backend.of(store, UserDirectory.inMemory()),
                choices(CHEAP, Responder.echo(), LiveSettings.DEFAULT),
                true);
    }

    /** How many requests are being answered with a stream. */
    int streams() {
        return server.streams();
    }

    URI address() {
        return server.address();
    }

    /** A client that has not logged in. */
    Client stranger() {
        return new Client(address(), null, "");
    }

    /** A new user who has logged in. */
    Client user(String name) {
        return stranger().registered(name);
    }

    @Override
    public void close() {
        server.close();
        if (owner) {
            backend.close();
        }
    }
}
