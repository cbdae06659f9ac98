package dev.parley.redis.auth;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.SessionStore;
import dev.parley.testkit.AccessChangesContract;
import dev.parley.testkit.LoginThrottleContract;
import dev.parley.testkit.RefreshTokenStoreContract;
import dev.parley.testkit.SessionStoreContract;
import dev.parley.testkit.StoreAndChanges;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same contracts in a cluster of three, where all that a script touches has to be on one node. */
class AuthClusterIT {

    @RegisterExtension
    static final AuthServer SERVER = AuthServer.inCluster();

    @Nested
    class ClusteredAccessChanges implements AccessChangesContract {

        @Override
        public AccessChanges createChanges(InstantSource clock) {
            return RedisAccessChanges.on(SERVER.connections(), clock);
        }
    }

    @Nested
    class ClusteredSessionStore implements SessionStoreContract {

        @Override
        public StoreAndChanges<SessionStore> createSessions(InstantSource clock) {
            return new StoreAndChanges<>(
                    RedisSessionStore.on(SERVER.connections(), clock),
                    RedisAccessChanges.on(SERVER.connections(), clock));
        }
    }

    @Nested
    class ClusteredRefreshTokenStore implements RefreshTokenStoreContract {

        @Override
        public RefreshTokenStore createTokens(InstantSource clock) {
            return RedisRefreshTokenStore.on(SERVER.connections(), clock);
        }
    }

    @Nested
    class ClusteredLoginThrottle implements LoginThrottleContract {

        @Override
        public LoginThrottle createThrottle(InstantSource clock) {
            return RedisLoginThrottle.on(SERVER.connections(), clock);
        }
    }
}
