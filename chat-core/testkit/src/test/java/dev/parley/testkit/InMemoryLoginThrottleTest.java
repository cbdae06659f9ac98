package dev.parley.testkit;

import dev.parley.core.auth.LoginThrottle;
import java.time.InstantSource;

class InMemoryLoginThrottleTest implements LoginThrottleContract {

    @Override
    public LoginThrottle createThrottle(InstantSource clock) {
        return LoginThrottle.inMemory(clock);
    }
}
