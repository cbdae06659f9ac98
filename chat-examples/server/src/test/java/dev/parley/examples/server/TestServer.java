package dev.parley.examples.server;

import dev.parley.auth.login.LoginLimits;
import dev.parley.auth.password.Argon2Parameters;
import dev.parley.auth.password.Argon2PasswordHasher;
import dev.parley.auth.token.SigningKeys;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.Responder;
import dev.parley.core.store.ChatStore;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.accounts.AccountSettings;
import dev.parley.examples.server.accounts.Accounts;
import dev.parley.examples.server.config.Backend;
import dev.parley.examples.server.config.EdgeSettings;
import dev.parley.examples.server.config.KeySetting;
import dev.parley.examples.server.config.LimitSettings;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.config.TokenKeys;
import dev.parley.examples.server.live.LiveSettings;
import dev.parley.web.client.TrustedProxies;
import dev.parley.web.origin.AllowedOrigins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A server in this process, on a free port. Passwords cost next to nothing. */
public final class TestServer implements AutoCloseable {

    /** Under which a proxy might show it. */
    static final String PUBLIC_ORIGIN = "https://chat.example.org";

    /** Of a known device, and of an account, from wherever. */
    static final int FAILURES = 5;

    private static final Argon2Parameters CHEAP = new Argon2Parameters(8, 1, 1, 16, 32);
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** All tests come from one address. */
    private static final LoginLimits LENIENT =
            LoginLimits.DEFAULT.withAccountFailures(FAILURES).withAddressFailures(1_000);

    /** Tests are quicker than people, and more of them come from one address. */
    private static final LimitSettings UNLIMITED = new LimitSettings(Optional.empty(), LENIENT, Optional.empty());

    /** The same for all servers, as it is for those of one system. */
    private static final SigningKeys KEYS = newKeys();

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

    private static ChatServer.Choices choices(Responder responder, LiveSettings live) {
        AccountSettings accounts =
                new AccountSettings(new Argon2PasswordHasher(CHEAP), KEYS, GRACE, LENIENT, newDirectory());
        EdgeSettings edge = new EdgeSettings(PUBLIC_ORIGIN, AllowedOrigins.none(), TrustedProxies.none());
        return new ChatServer.Choices(accounts, responder, live, edge, UNLIMITED);
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory(Path.of("target"), "data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SigningKeys newKeys() {
        KeySetting setting = new KeySetting.KeyFile(newDirectory().resolve("jwt-keys.json"), true);
        return TokenKeys.open(setting);
    }

    /** A server on the store that most tests use. */
    public static TestServer start() {
        return start(Responder.echo(), LiveSettings.DEFAULT);
    }

    /** Such a server with another bot and other bounds. */
    public static TestServer start(Responder responder, LiveSettings live) {
        return on(newDatabase(), responder, live);
    }

    private static String newDatabase() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    /** A server with other settings of accounts. */
    static TestServer withAccounts(UnaryOperator<AccountSettings> change) {
        ChatServer.Choices base = choices(Responder.echo(), LiveSettings.DEFAULT);
        return with(change.apply(base.accounts()), base.edge(), base.limits());
    }

    /** A server that is reached otherwise. */
    static TestServer withEdge(EdgeSettings edge) {
        return withEdge(edge, UNLIMITED);
    }

    /** Such a server with limits; those of failed logins stay as they are. */
    static TestServer withEdge(EdgeSettings edge, LimitSettings limits) {
        return with(choices(Responder.echo(), LiveSettings.DEFAULT).accounts(), edge, limits);
    }

    private static TestServer with(AccountSettings accounts, EdgeSettings edge, LimitSettings limits) {
        return new TestServer(
                open(newDatabase()),
                new ChatServer.Choices(accounts, Responder.echo(), LiveSettings.DEFAULT, edge, limits),
                true);
    }

    /** A server on a database. */
    static TestServer on(String url, Responder responder, LiveSettings live) {
        return new TestServer(open(url), choices(responder, live), true);
    }

    private static Backend open(String url) {
        Settings settings = Settings.read(Map.of("DATABASE_URL", url), Path.of("target"));
        return Backend.open(settings.database());
    }

    /** Another server on the backend of this one. */
    public TestServer another(Argon2Parameters parameters) {
        AccountSettings own = choices.accounts();
        AccountSettings accounts = new AccountSettings(
                new Argon2PasswordHasher(parameters), own.keys(), own.refreshGrace(), own.limits(), newDirectory());
        ChatServer.Choices changed =
                new ChatServer.Choices(accounts, choices.responder(), choices.live(), choices.edge(), choices.limits());
        return new TestServer(backend, changed, false);
    }

    /** Ends this one, and starts one on its backend. */
    public TestServer restarted() {
        server.close();
        return new TestServer(backend, choices, owner);
    }

    /** Where the token of the first admin is left. */
    Path adminToken() {
        return choices.accounts().dataDirectory().resolve("admin-token");
    }

    /** Makes a user an admin, past the server. */
    void makeAdmin(String user) {
        backend.directory()
                .replaceRoles(
                        TenantId.DEFAULT,
                        new UserId(user),
                        Set.of(Accounts.ADMIN),
                        Deadline.after(Duration.ofSeconds(2)))
                .orThrow();
    }

    /** What it keeps conversations in. */
    public ChatStore store() {
        return backend.store();
    }

    /** A server on a store. */
    public static TestServer on(ChatStore store) {
        return new TestServer(Backend.of(store), choices(Responder.echo(), LiveSettings.DEFAULT), true);
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
