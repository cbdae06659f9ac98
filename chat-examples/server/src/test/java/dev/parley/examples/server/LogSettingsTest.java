package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LogSettingsTest {

    @Test
    void whoKeepsAConnectionIsLogged() {
        assertThat(LoggerFactory.getLogger("com.zaxxer.hikari.pool.ProxyLeakTask")
                        .isWarnEnabled())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.zaxxer.hikari.pool.HikariPool", "com.zaxxer.hikari.pool.PoolBase"})
    void whatDriversSayIsNot(String name) {
        assertThat(LoggerFactory.getLogger(name).isErrorEnabled()).isFalse();
    }
}
