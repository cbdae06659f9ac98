package dev.parley.auth.token;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A system of two nodes on the same stores, on clocks that the test moves. */
final class AccessNodes implements AutoCloseable {

    static final TenantId TENANT = TenantId.DEFAULT;
    static final UserId USER = new UserId("ann");
    static final SessionId SESSION = new SessionId("s1");
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    final ManualClock clock = new ManualClock(START);
    final AtomicLong nanos = new AtomicLong();
    final Outage storeOutage = new Outage();
    final Outage feedOutage = new Outage();
    final AccessChanges changes = AccessChanges.inMemory(clock);
    final SessionStore sessions = SessionStore.inMemory(clock, changes);
    final UserDirectory users = UserDirectory.inMemory(changes);
    final SigningKeys keys;
    final AccessTokens tokens;
    final Access here;
    final Access there;

    AccessNodes() {
        this(
                Keys.shared(),
                (key, deadline) -> Optional.empty(),
                AccessPolicy.of((p, a, r, d) -> Authorization.allowed()));
    }

    AccessNodes(SigningKeys keys, ApiKeyLookup lookup, AccessPolicy policy) {
        this.keys = keys;
        tokens = new AccessTokens(keys, "i", "a", AccessTokens.DEFAULT_LIFETIME, clock);
        here = node(lookup, policy);
        there = node(lookup, policy);
        users.register(TENANT, new NewUser(USER, "ann", "Ann", Set.of("admin"), null), soon());
        open(SESSION);
        poll();
    }

    private Access node(ApiKeyLookup lookup, AccessPolicy policy) {
        return Access.builder()
                .keys(keys)
                .issuer("i")
                .audience("a")
                .sessions(storeOutage.around(SessionStore.class, sessions))
                .users(storeOutage.around(UserDirectory.class, users))
                .changes(feedOutage.around(AccessChanges.class, changes))
                .apiKeys(lookup)
                .policy(policy)
                .clock(clock)
                .nanoTime(nanos::get)
                .unstarted();
    }

    void open(SessionId id) {
        sessions.open(
                TENANT,
                new NewSession(id, USER, "device", "192.0.2.1", false, Duration.ofDays(30), Duration.ofDays(90)),
                soon());
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    String token() {
        return tokens.issue(TENANT, USER, SESSION);
    }

    /** Both clocks go on. */
    void pass(Duration time) {
        clock.advance(time);
        nanos.addAndGet(time.toNanos());
    }

    /** What the threads do every quarter of a second. */
    void poll() {
        here.poll();
        there.poll();
    }

    @Override
    public void close() {
        here.close();
        there.close();
    }
}
