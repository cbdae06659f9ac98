package dev.parley.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Argon2ParametersTest {

    @Test
    void defaultsAreTheOnesThatTheHandbookNames() {
        assertThat(Argon2Parameters.DEFAULT).isEqualTo(new Argon2Parameters(19 * 1024, 2, 1, 16, 32));
    }

    @Test
    void eachPartCanBeReplaced() {
        Argon2Parameters changed =
                Argon2Parameters.DEFAULT.withMemoryKib(64).withIterations(3).withParallelism(4);
        assertThat(changed).isEqualTo(new Argon2Parameters(64, 3, 4, 16, 32));
    }

    @ParameterizedTest
    @CsvSource({
        "7,1,1,16,32,memoryKib",
        "31,1,4,16,32,memoryKib",
        "65537,1,1,16,32,memoryKib",
        "64,0,1,16,32,iterations",
        "64,11,1,16,32,iterations",
        "64,1,0,16,32,parallelism",
        "64,1,5,16,32,parallelism",
        "64,1,1,7,32,saltBytes",
        "64,1,1,65,32,saltBytes",
        "64,1,1,16,15,tagBytes",
        "64,1,1,16,65,tagBytes"
    })
    void whatIsOutOfBoundsIsNamed(int memory, int iterations, int parallelism, int salt, int tag, String name) {
        assertThatThrownBy(() -> new Argon2Parameters(memory, iterations, parallelism, salt, tag))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("configuration")
                .hasMessageContaining(name);
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() -> new Argon2Parameters(1, 0, 9, 1, 1))
                .hasMessageContainingAll("memoryKib", "iterations", "parallelism", "saltBytes", "tagBytes");
    }
}
