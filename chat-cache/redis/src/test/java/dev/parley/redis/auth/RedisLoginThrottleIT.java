package dev.parley.redis.auth;

import dev.parley.core.auth.LoginThrottle;
import dev.parley.testkit.LoginThrottleContract;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisLoginThrottleIT implements LoginThrottleContract {

    @RegisterExtension
    static final AuthServer SERVER = new AuthServer();

    @Override
    public LoginThrottle createThrottle(InstantSource clock) {
        return RedisLoginThrottle.on(SERVER.connections(), clock);
    }
}
