package dev.parley.examples.server;

import dev.parley.auth.Argon2Parameters;
import dev.parley.auth.Argon2PasswordHasher;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.store.ChatStore;
import dev.parley.examples.server.config.Backend;
import dev.parley.examples.server.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** A server in this process, on a free port. Passwords cost next to nothing. */
final class TestServer implements AutoCloseable {

    final Backend backend;
    private final ChatServer server;
    private final boolean owner;

    private TestServer(Backend backend) {
        this(backend, new Argon2Parameters(8, 1, 1, 16, 32), true);
    }

    private TestServer(Backend backend, Argon2Parameters parameters, boolean owner) {
        this.backend = backend;
        this.owner = owner;
        try {
            this.server = ChatServer.start(backend, new Argon2PasswordHasher(parameters), "127.0.0.1", 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server on the store that most tests use. */
    static TestServer start() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        return new TestServer(Backend.open(
                Settings.read(Map.of("DATABASE_URL", url), Path.of("target")).database()));
    }

    /** Another server on the backend of this one. */
    TestServer another(Argon2Parameters parameters) {
        return new TestServer(backend, parameters, false);
    }

    static TestServer on(ChatStore store) {
        return new TestServer(Backend.of(store, UserDirectory.inMemory()));
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
