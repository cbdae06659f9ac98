package dev.parley.auth.session;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sessions in memory, on a clock that stands still; Ada and Bob are registered. */
final class SessionsFixture {

    static final TenantId TENANT = new TenantId("acme");
    static final Principal ADA = Principal.of(TENANT, new UserId("ada"));
    static final Principal BOB = Principal.of(TENANT, new UserId("bob"));
    static final String FIREFOX = "Firefox";
    static final String HOME = "192.0.2.1";

    final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    final AccessChanges changes = AccessChanges.inMemory(clock);
    final UserDirectory users = UserDirectory.inMemory(changes);
    final SessionStore store = SessionStore.inMemory(clock, changes);
    final RefreshTokenStore tokens = RefreshTokenStore.inMemory(clock);
    final Recorded events = new Recorded();
    final List<UserId> forgotten = new CopyOnWriteArrayList<>();

    SessionsFixture() {
        for (Principal principal : List.of(ADA, BOB)) {
            NewUser user = new NewUser(principal.user(), principal.user().value(), "A user", Set.of(), null);
            users.register(TENANT, user, soon()).orThrow();
        }
    }

    Sessions sessions(SessionPolicy policy) {
        return Sessions.builder(users, store, tokens, (tenant, user, session) -> "access of " + session)
                .policy(policy)
                .listener(events)
                .forgetting((tenant, user) -> forgotten.add(user))
                .build();
    }

    Sessions sessions() {
        return sessions(SessionPolicy.DEFAULT);
    }

    static TokenPair open(Sessions sessions, Principal principal) {
        return sessions.open(TENANT, principal.user(), FIREFOX, HOME, false, soon());
    }

    static RefreshResult refresh(Sessions sessions, String token) {
        return sessions.refresh(token, HOME, soon());
    }

    static TokenPair refreshed(Sessions sessions, String token) {
        if (refresh(sessions, token) instanceof RefreshResult.Refreshed refreshed) {
            return refreshed.tokens();
        }
        throw new AssertionError("The token was refused");
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(60));
    }
}
