package dev.parley.redis.auth;

import dev.parley.core.auth.SessionStore;
import dev.parley.testkit.SessionStoreContract;
import dev.parley.testkit.StoreAndChanges;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisSessionStoreIT implements SessionStoreContract {

    @RegisterExtension
    static final AuthServer SERVER = new AuthServer();

    @Override
    public StoreAndChanges<SessionStore> createSessions(InstantSource clock) {
        return new StoreAndChanges<>(
                RedisSessionStore.on(SERVER.connections(), clock), RedisAccessChanges.on(SERVER.connections(), clock));
    }
}
