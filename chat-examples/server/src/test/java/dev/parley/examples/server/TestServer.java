package dev.parley.examples.server;

import dev.parley.auth.password.Argon2Parameters;
import dev.parley.auth.password.Argon2PasswordHasher;
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
public final class TestServer implements AutoCloseable {

    /** Under which a proxy might show it. */
    static final String PUBLIC_ORIGIN = "https://chat.example.org";

    private static final Argon2Parameters CHEAP = new Argon2Parameters(8, 1, 1, 16, 32);

    final Backend backend;
    private final ChatServer.Choices choices;
    private final ChatServer server;
    private final boolean owner;

    private TestServer(Backend backend, ChatServer.Choices choices, boolean owner) {
        this.backend = backend;
        this.choices = choices;
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
    public static TestServer start() {
        return start(Responder.echo(), LiveSettings.DEFAULT);
    }

    /** Such a server with another bot and other bounds. */
    public static TestServer start(Responder responder, LiveSettings live) {
        return on("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", responder, live);
    }

    /** A server on a database. */
    static TestServer on(String url, Responder responder, LiveSettings live) {
        Settings settings = Settings.read(Map.of("DATABASE_URL", url), Path.of("target"));
        return new TestServer(Backend.open(settings.database()), choices(CHEAP, responder, live), true);
    }

    /** Another server on the backend of this one. */
    public TestServer another(Argon2Parameters parameters) {
        return new TestServer(backend, choices(parameters, Responder.echo(), LiveSettings.DEFAULT), false);
    }

    /** Ends this one, and starts one on its backend, which forgets who was logged in. */
    public TestServer restarted() {
        server.close();
        return new TestServer(backend, choices, owner);
    }

    /** What it keeps conversations in. */
    public ChatStore store() {
        return backend.store();
    }

    /** A server on a store. */
    public static TestServer on(ChatStore store) {
        return new TestServer(
                Backend.of(store, UserDirectory.inMemory()),
                choices(CHEAP, Responder.echo(), LiveSettings.DEFAULT),
                true);
    }

    /** How many requests are being answered with a stream. */
    int streams() {
        return server.connections().streams();
    }

    /** How many streams and sockets there are. */
    int connections() {
        return server.connections().count();
    }

    /** Where it listens. */
    public URI address() {
        return server.address();
    }

    /** A client that has not logged in. */
    public Client stranger() {
        return new Client(address(), null, "");
    }

    /** A new user who has logged in. */
    public Client user(String name) {
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
