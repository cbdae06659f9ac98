package dev.parley.redis.auth;

import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.testkit.RefreshTokenStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisRefreshTokenStoreIT implements RefreshTokenStoreContract {

    @RegisterExtension
    static final AuthServer SERVER = new AuthServer();

    @Override
    public RefreshTokenStore createTokens(InstantSource clock) {
        return RedisRefreshTokenStore.on(SERVER.connections(), clock);
    }
}
