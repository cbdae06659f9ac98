package dev.parley.examples.benchmarks;

import dev.parley.cache.CaffeineCacheProvider;
import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.Receipt;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcSessionStore;
import dev.parley.store.jdbc.JdbcUserDirectory;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the caches are used for, on PostgreSQL, with and without: a page of 50 messages by 20 authors and a message that is sent, both
 * with the names that they are shown with; and a session that is looked up in the database, against the access check that trusts what
 * it has read until the feed of changes names the user.
 *
 * <p>Fair because both do the same but for where the names come from, on one database and pool; and what access needs of the
 * database on a first request, a session and a user, is what the bare look-up does each time.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 8, time = 2)
public class CacheUses {

    private static final int PAGE = 50;
    private static final int AUTHORS = 20;
    private static final Duration MONTH = Duration.ofDays(30);

    /** A conversation of many, its users, and a session of one of them. */
    @State(Scope.Benchmark)
    public static class Town {

        private final Principal reader = Principal.of("reader-" + UUID.randomUUID());
        private final SessionId session = new SessionId("8Jq2m0v6Q3mT1yXk9cWz4A");
        private final CaffeineCacheProvider caches = CaffeineCacheProvider.create();
        private final TokenDoor door = new TokenDoor("HS256");
        private HistoryDatabase source;
        private JdbcDatabase tables;
        private JdbcSessionStore sessions;
        private UserDirectory users;
        private UserDirectory cachedUsers;
        private ChatEngine engine;
        private ChatSession chat;
        private ConversationId room;
        private long sent;

        @Setup
        public void open() throws IOException {
            source = HistoryDatabase.open("postgresql");
            tables = JdbcDatabase.on(source.pool());
            sessions = JdbcSessionStore.on(tables);
            users = JdbcUserDirectory.on(tables);
            cachedUsers = UserDirectory.cached(users, caches);
            engine = ChatEngine.builder(JdbcChatStore.on(tables, InstantSource.system()))
                    .build();
            chat = engine.session(reader);
            register(reader.user());
            List<Principal> authors = IntStream.range(0, AUTHORS)
                    .mapToObj(number -> Principal.of("author-" + UUID.randomUUID()))
                    .toList();
            authors.forEach(author -> register(author.user()));
            UserId[] invited = authors.stream().map(Principal::user).toArray(UserId[]::new);
            room = chat.create(NewConversation.of("Town", invited)).orThrow().id();
            for (int number = 0; number < PAGE; number++) {
                engine.session(authors.get(number % AUTHORS))
                        .send(room, Draft.of("key-" + number, "a line of a page"))
                        .orThrow();
            }
            if (sessions.find(TenantId.DEFAULT, session, soon()).isEmpty()) {
                sessions.open(
                        TenantId.DEFAULT,
                        new NewSession(session, reader.user(), "browser", "192.0.2.1", false, MONTH, MONTH),
                        soon());
            }
        }

        private void register(UserId user) {
            users.register(
                            TenantId.DEFAULT,
                            new NewUser(user, user.value(), "Name of " + user.value(), Set.of("member"), null),
                            soon())
                    .orThrow();
        }

        private Map<UserId, UserProfile> page(UserDirectory directory) {
            List<Message> page =
                    chat.messages(room, HistoryRange.latest(PAGE)).orThrow().items();
            return directory.findAll(
                    TenantId.DEFAULT, page.stream().map(Message::author).toList(), soon());
        }

        private Map<UserId, UserProfile> send(UserDirectory directory) {
            Outcome<Receipt> receipt = chat.send(room, Draft.of("sent-" + sent++, "one more line"));
            receipt.orThrow();
            return directory.findAll(TenantId.DEFAULT, List.of(reader.user()), soon());
        }

        @TearDown
        public void close() throws IOException {
            engine.close();
            caches.close();
            door.close();
            tables.close();
            source.close();
        }
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(2));
    }

    @Benchmark
    public Map<UserId, UserProfile> pageDirectory(Town town) {
        return town.page(town.users);
    }

    @Benchmark
    public Map<UserId, UserProfile> pageCached(Town town) {
        return town.page(town.cachedUsers);
    }

    @Benchmark
    public Map<UserId, UserProfile> sendDirectory(Town town) {
        return town.send(town.users);
    }

    @Benchmark
    public Map<UserId, UserProfile> sendCached(Town town) {
        return town.send(town.cachedUsers);
    }

    @Benchmark
    public Optional<Session> sessionDatabase(Town town) {
        return town.sessions.find(TenantId.DEFAULT, town.session, soon());
    }

    @Benchmark
    public Object sessionAccess(Town town) {
        return town.door.access().authenticate(town.door.token(), soon());
    }
}
