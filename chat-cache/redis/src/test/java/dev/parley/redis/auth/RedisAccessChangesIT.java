package dev.parley.redis.auth;

import dev.parley.core.auth.AccessChanges;
import dev.parley.testkit.AccessChangesContract;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisAccessChangesIT implements AccessChangesContract {

    @RegisterExtension
    static final AuthServer SERVER = new AuthServer();

    @Override
    public AccessChanges createChanges(InstantSource clock) {
        return RedisAccessChanges.on(SERVER.connections(), clock);
    }
}
