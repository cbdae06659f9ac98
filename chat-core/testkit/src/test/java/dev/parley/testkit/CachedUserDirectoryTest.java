package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheProvider;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachedUserDirectoryTest implements UserDirectoryContract {

    private static final TenantId TENANT = new TenantId("default");

    private final UserDirectory kept = UserDirectory.inMemory();
    private final List<Collection<?>> asked = new CopyOnWriteArrayList<>();
    private volatile Runnable beforeAnswer = () -> {};
    private final UserDirectory users = UserDirectory.cached(watched(), CacheProvider.inMemory());

    @Override
    public UserDirectory createDirectory() {
        return createDirectoryAndChanges().store();
    }

    @Override
    public StoreAndChanges<UserDirectory> createDirectoryAndChanges() {
        AccessChanges changes = AccessChanges.inMemory(InstantSource.system());
        return new StoreAndChanges<>(
                UserDirectory.cached(UserDirectory.inMemory(changes), CacheProvider.inMemory()), changes);
    }

    /** The directory behind, with its reads of many noted and held up. */
    private UserDirectory watched() {
        return (UserDirectory) Proxy.newProxyInstance(
                UserDirectory.class.getClassLoader(),
                new Class<?>[] {UserDirectory.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(kept, arguments);
                        if (method.getName().equals("findAll")) {
                            asked.add(List.copyOf((Collection<?>) arguments[1]));
                            beforeAnswer.run();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    private static UserId id(String user) {
        return new UserId(user);
    }

    private UserProfile register(String user) {
        return kept.register(TENANT, new NewUser(id(user), user, "Name of " + user, Set.of(), null), deadline())
                .orThrow();
    }

    private Map<UserId, UserProfile> find(String... ids) {
        return users.findAll(TENANT, List.of(ids).stream().map(UserId::new).toList(), deadline());
    }

    @Test
    void whatIsUnknownIsReadAtOnceAndThenKnown() {
        register("a");
        register("b");
        register("c");
        assertThat(find("b")).containsOnlyKeys(id("b"));
        assertThat(find("c", "nobody", "b", "a", "c")).containsOnlyKeys(id("a"), id("b"), id("c"));
        assertThat(find("a", "b", "c", "nobody")).hasSize(3);
        assertThat(asked).containsExactly(List.of(id("b")), List.of(id("a"), id("c"), id("nobody")));
    }

    @Test
    void manyAreReadInParts() {
        String[] many = IntStream.range(0, 1_000)
                .mapToObj(number -> register("user " + number).id().value())
                .toArray(String[]::new);
        assertThat(find(many)).hasSize(many.length);
        assertThat(asked).hasSize(16);
        assertThat(find(many)).hasSize(many.length);
        assertThat(asked).hasSize(16);
    }

    @Test
    void everyChangeIsSeenAtOnce() {
        assertThat(find("a")).isEmpty();
        users.register(TENANT, new NewUser(id("a"), "a", "Ada", Set.of(), null), deadline())
                .orThrow();
        assertThat(find("a").get(id("a")).name()).isEqualTo("Ada");
        users.setEnabled(TENANT, id("a"), false, deadline()).orThrow();
        assertThat(find("a").get(id("a")).enabled()).isFalse();
        users.replaceRoles(TENANT, id("a"), Set.of("admin"), deadline()).orThrow();
        assertThat(find("a").get(id("a")).roles()).containsExactly("admin");
        users.erase(TENANT, id("a"), deadline());
        assertThat(find("a")).isEmpty();
    }

    /** Access is decided by these: what was changed past the cache holds at once. */
    @Test
    void whatAccessIsDecidedByIsNotCached() {
        register("a");
        find("a");
        users.findById(TENANT, id("a"), deadline());
        users.findByLogin(TENANT, "a", deadline());
        kept.setEnabled(TENANT, id("a"), false, deadline()).orThrow();
        assertThat(users.findById(TENANT, id("a"), deadline()).orElseThrow().enabled())
                .isFalse();
        assertThat(users.findByLogin(TENANT, "a", deadline())
                        .orElseThrow()
                        .profile()
                        .enabled())
                .isFalse();
    }

    /** The change comes after the directory was read, and before what was read is kept; of the last of three read at once. */
    @Test
    void aChangeThatOvertakesAReadLeavesNothingOldBehind() {
        register("a");
        register("b");
        register("c");
        beforeAnswer = () ->
                users.replaceRoles(TENANT, id("c"), Set.of("admin"), deadline()).orThrow();
        find("a", "b", "c");
        beforeAnswer = () -> {};
        assertThat(find("c").get(id("c")).roles()).containsExactly("admin");
        assertThat(asked).hasSize(2);
    }

    @Test
    void crowdsThatAskForTheSameInAnyOrderWaitForNobodyInACircle() {
        IntStream.range(0, 50).forEach(number -> register("user " + number));
        List<UserId> all =
                IntStream.range(0, 50).mapToObj(number -> id("user " + number)).toList();
        assertThat(Concurrently.run(
                        16,
                        number -> users.findAll(
                                        TENANT,
                                        IntStream.range(0, 50)
                                                .mapToObj(i -> all.get((i * 7 + number * 3) % 50))
                                                .toList(),
                                        deadline())
                                .size()))
                .containsOnly(50);
    }

    /** Each look-up takes an eighth of the time that there is. */
    @Test
    void aSlowCacheLeavesTimeForTheDirectory() {
        IntStream.range(0, 16).forEach(number -> register("user " + number));
        Duration time = Duration.ofSeconds(2);
        UserDirectory slow =
                UserDirectory.cached(watched(), new SlowCaches(CacheProvider.inMemory(), time.dividedBy(8)));
        List<UserId> all =
                IntStream.range(0, 16).mapToObj(number -> id("user " + number)).toList();
        assertThat(slow.findAll(TENANT, all, Deadline.after(time))).containsOnlyKeys(all);
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0)).hasSize(16);
    }

    /** Caches that answer late. */
    private record SlowCaches(CacheProvider caches, Duration late) implements CacheProvider {

        @Override
        @SuppressWarnings("unchecked") // A proxy of the interface.
        public <K, V> Cache<K, V> cache(CacheSpec<K, V> spec) {
            Cache<K, V> cache = caches.cache(spec);
            return (Cache<K, V>) Proxy.newProxyInstance(
                    Cache.class.getClassLoader(), new Class<?>[] {Cache.class}, (proxy, method, arguments) -> {
                        long until = System.nanoTime() + late.toNanos();
                        while (System.nanoTime() - until < 0) {
                            LockSupport.parkNanos(until - System.nanoTime());
                        }
                        try {
                            return method.invoke(cache, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public void close() {
            caches.close();
        }
    }
}
