package dev.parley.store.jdbc;

import dev.parley.core.auth.NewApiKey;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.TurnLease;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A PostgreSQL database as in production: an administrator has made the roles, and calls log in as one who owns nothing. */
final class GuardedDatabase {

    static final UserId BOT = new UserId("bot");

    private static final String OBJECT_EXISTS = "42710";
    private static final Duration HOUR = Duration.ofHours(1);

    private final JdbcDatabaseConfig administrator = PostgresServer.newDatabase();

    GuardedDatabase() {
        try (Connection connection = asAdministrator();
                Statement statement = connection.createStatement()) {
            for (String sql : script()) {
                execute(statement, sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> script() {
        try (InputStream script = JdbcDatabase.class.getResourceAsStream("roles.sql")) {
            String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
            return Arrays.stream(sql.split(";"))
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Roles are of the server, and other tests use it too. */
    private static void execute(Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            if (!sql.startsWith("CREATE ROLE") || !e.getSQLState().equals(OBJECT_EXISTS)) {
                throw e;
            }
        }
    }

    /** The configuration of calls, in production. */
    JdbcDatabaseConfig calls() {
        return administrator.withCredentials("parley_calls", "").withProduction(true);
    }

    JdbcDatabaseConfig callsWithOwner() {
        return calls().withOwner(new JdbcLogin("parley_migrations", ""));
    }

    JdbcDatabaseConfig administrator() {
        return administrator;
    }

    Connection asAdministrator() throws SQLException {
        return connect("postgres");
    }

    Connection connect(String user) throws SQLException {
        Connection connection = DriverManager.getConnection(administrator.jdbcUrl(), user, "");
        connection.setSchema("parley");
        return connection;
    }

    /** Fills all tables for one tenant: {@code alice} and {@code bob} talk, {@code carol} has just an account. */
    static ConversationId fill(JdbcDatabase database, TenantId tenant) {
        Principal alice = Principal.of(tenant, new UserId("alice"));
        ChatStore store = JdbcChatStore.on(database, InstantSource.system());
        NewConversation from = NewConversation.of("Title of " + tenant.value(), new UserId("bob"))
                .with(BOT, ParticipantRole.BOT);
        IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
        ConversationId id =
                store.log().create(alice, from, key, Room.patience()).orThrow().id();
        store.log().addParticipant(alice, id, new UserId("dora"), ParticipantRole.MEMBER, 9, Room.patience());
        store.log().removeParticipant(alice, id, new UserId("dora"), Room.patience());
        store.log().append(alice, id, Draft.of("k1", "Text of " + tenant.value()), Room.patience());
        for (TurnLease lease : store.turns().orElseThrow().claimDue(List.of(BOT), HOUR, 1, Room.patience())) {
            store.turns().orElseThrow().write(lease, 0, "Words of " + tenant.value(), HOUR, Room.patience());
        }
        for (String user : List.of("alice", "bob", "carol")) {
            fillAccess(database, tenant, new UserId(user));
        }
        JdbcLeases.on(database).acquire(new LeaseName("lease"), "owner", HOUR, Room.patience());
        return id;
    }

    private static void fillAccess(JdbcDatabase database, TenantId tenant, UserId user) {
        SessionId session = new SessionId(UUID.randomUUID().toString());
        String secret = tenant.value() + user.value();
        JdbcUserDirectory.on(database)
                .register(
                        tenant,
                        new NewUser(user, user.value(), user.value(), Set.of("user"), "credential"),
                        Room.patience());
        JdbcSessionStore.on(database)
                .open(
                        tenant,
                        new NewSession(session, user, "Browser", "192.0.2.1", false, HOUR, HOUR),
                        Room.patience());
        JdbcRefreshTokenStore.on(database)
                .issue(
                        new RefreshOwner(tenant, user, session),
                        TokenHash.of("refresh" + secret),
                        HOUR,
                        HOUR,
                        Room.patience());
        JdbcApiKeyStore.on(database)
                .create(
                        tenant,
                        new NewApiKey(user.value(), user, "Key", TokenHash.of("key" + secret), Set.of("*"), null),
                        Room.patience());
        JdbcSecondFactorStore.on(database)
                .enrol(tenant, user, Secret.of("sealed"), Set.of(TokenHash.of("code" + secret)), Room.patience());
        JdbcAccessChanges.on(database).raise(tenant, user, Room.patience());
    }
}
