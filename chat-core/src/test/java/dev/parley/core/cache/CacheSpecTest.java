package dev.parley.core.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheSpecTest {

    private static final CacheCodec<String> CODEC = codec(7);

    private static CacheCodec<String> codec(int version) {
        return new CacheCodec<>() {
            @Override
            public int version() {
                return version;
            }

            @Override
            public byte[] encode(String value) {
                return new byte[0];
            }

            @Override
            public String decode(byte[] bytes) {
                return "";
            }
        };
    }

    private static CacheSpec.Builder<Integer, String> named(String name) {
        return CacheSpec.builder(name, String::valueOf);
    }

    @Test
    void hasDefaults() {
        CacheSpec<Integer, String> spec = named("names").build();
        assertThat(spec.name()).isEqualTo("names");
        assertThat(spec.keyText().apply(1)).isEqualTo("1");
        assertThat(spec.group().apply(1)).isEmpty();
        assertThat(spec.maximum()).isEqualTo(10_000);
        assertThat(spec.weigher()).isEmpty();
        assertThat(spec.nearTtl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(spec.sharedTtl()).isEqualTo(Duration.ofHours(1));
        assertThat(spec.absentTtl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(spec.staleness()).isEqualTo(Duration.ofSeconds(2));
        assertThat(spec.failureBackoff()).isEqualTo(Duration.ofSeconds(1));
        assertThat(spec.refreshAhead()).isZero();
        assertThat(spec.copier().apply("same")).isSameAs("same");
        assertThat(spec.codec()).isEmpty();
    }

    @Test
    void takesWhatIsSetAndStaysAsItWasBuilt() {
        CacheSpec.Builder<Integer, String> builder = named("names")
                .group(key -> "group")
                .maximumWeight(77, String::length)
                .nearTtl(Duration.ofMinutes(1))
                .sharedTtl(Duration.ofMinutes(2))
                .absentTtl(Duration.ofMinutes(3))
                .staleness(Duration.ofMinutes(4))
                .failureBackoff(Duration.ofMinutes(5))
                .refreshAhead(0.5)
                .copier(value -> "copy of " + value)
                .codec(CODEC);
        CacheSpec<Integer, String> spec = builder.build();
        builder.maximumSize(3).nearTtl(Duration.ofDays(1));
        assertThat(spec.group().apply(1)).isEqualTo("group");
        assertThat(spec.maximum()).isEqualTo(77);
        assertThat(spec.weigher().orElseThrow().applyAsInt("four")).isEqualTo(4);
        assertThat(spec.nearTtl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(spec.sharedTtl()).isEqualTo(Duration.ofMinutes(2));
        assertThat(spec.absentTtl()).isEqualTo(Duration.ofMinutes(3));
        assertThat(spec.staleness()).isEqualTo(Duration.ofMinutes(4));
        assertThat(spec.failureBackoff()).isEqualTo(Duration.ofMinutes(5));
        assertThat(spec.refreshAhead()).isEqualTo(0.5);
        assertThat(spec.copier().apply("it")).isEqualTo("copy of it");
        assertThat(spec.codec()).containsSame(CODEC);
        assertThat(builder.build().weigher()).isEmpty();
    }

    @Test
    void reportsAllThatIsOutOfBoundsAtOnce() {
        assertRefused(
                named("Names")
                        .maximumSize(0)
                        .nearTtl(Duration.ZERO)
                        .sharedTtl(Duration.ofDays(32))
                        .absentTtl(Duration.ofSeconds(-1))
                        .staleness(Duration.ofMillis(9))
                        .failureBackoff(Duration.ofHours(2))
                        .refreshAhead(0.91)
                        .codec(codec(-1)),
                "name must",
                "maximum is 0",
                "nearTtl is PT0S",
                "sharedTtl is PT768H",
                "absentTtl is PT-1S",
                "staleness is PT0.009S",
                "failureBackoff is PT2H",
                "refreshAhead is 0.91",
                "version is -1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Upper",
                "a b",
                "a:b",
                "{a}",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void refusesNames(String name) {
        assertRefused(named(name), "name must");
    }

    @Test
    void bothEndsOfTheBoundsAreWithin() {
        UnaryOperator<CacheSpec.Builder<Integer, String>> least = spec -> spec.maximumSize(1)
                .nearTtl(Duration.ofMillis(1))
                .sharedTtl(Duration.ofMillis(1))
                .absentTtl(Duration.ofMillis(1))
                .staleness(Duration.ofMillis(10))
                .failureBackoff(Duration.ZERO);
        UnaryOperator<CacheSpec.Builder<Integer, String>> most = spec -> spec.maximumSize(100_000_000)
                .nearTtl(Duration.ofDays(31))
                .sharedTtl(Duration.ofDays(31))
                .absentTtl(Duration.ofDays(31))
                .staleness(Duration.ofHours(1))
                .failureBackoff(Duration.ofHours(1))
                .refreshAhead(0.9);
        assertThat(least.apply(named("a")).build().maximum()).isEqualTo(1);
        assertThat(most.apply(named("a")).build().maximum()).isEqualTo(100_000_000);
        assertRefused(named("a").maximumSize(100_000_001), "maximum is 100000001");
        assertRefused(named("a").maximumWeight(1_000_000_000_001L, String::length), "maximum is 1000000000001");
        assertRefused(named("a").refreshAhead(Double.NaN), "refreshAhead is NaN");
    }

    private static void assertRefused(CacheSpec.Builder<Integer, String> builder, String... problems) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(builder::build)
                .withMessageContainingAll(problems)
                .satisfies(thrown -> assertThat(thrown.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }
}
