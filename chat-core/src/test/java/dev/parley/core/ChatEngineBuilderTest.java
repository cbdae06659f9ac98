package dev.parley.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ChatLimits;
import dev.parley.core.store.ChatStore;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatEngineBuilderTest {

    private final ChatStore store = ChatStore.inMemory(InstantSource.system());

    @Test
    void defaultsAreAsDocumented() {
        ChatEngine engine = ChatEngine.builder(store).build();
        assertThat(engine.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(engine.personalDataTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(engine.limits()).isEqualTo(ChatLimits.DEFAULT);
    }

    @Test
    void valuesAreTaken() {
        ChatLimits limits = ChatLimits.DEFAULT.withMaxParticipants(3);
        ChatEngine engine = ChatEngine.builder(store)
                .timeout(Duration.ofSeconds(5))
                .personalDataTimeout(Duration.ofMinutes(5))
                .limits(limits)
                .build();
        assertThat(engine.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(engine.personalDataTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(engine.limits()).isEqualTo(limits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.009S", "PT1H0.001S"})
    void timeoutsAreBounded(String value) {
        ChatEngineBuilder builder = ChatEngine.builder(store);
        assertThatThrownBy(() -> builder.timeout(Duration.parse(value)))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("timeout is");
        assertThatThrownBy(() -> builder.personalDataTimeout(Duration.parse(value)))
                .hasMessageContaining("personalDataTimeout is");
    }
}
