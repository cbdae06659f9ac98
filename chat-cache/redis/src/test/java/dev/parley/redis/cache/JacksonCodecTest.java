package dev.parley.redis.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class JacksonCodecTest {

    private static final String PRIVATE = "what nobody should read in a log";

    /** A value that can't be written: its own failure says what is in it. */
    record Unwritable(boolean failing) {
        public String getName() {
            if (failing) {
                throw new IllegalStateException(PRIVATE);
            }
            return "";
        }
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void whatIsNoValueFailsWithoutItsText() {
        JacksonCodec<Integer> codec = JacksonCodec.of(Integer.class, 1);
        for (String json : new String[] {"\"" + PRIVATE + "\"", PRIVATE, "{\"" + PRIVATE + "\":1}", "null", ""}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> codec.decode(json.getBytes(UTF_8)))
                    .extracting(JacksonCodecTest::trace, InstanceOfAssertFactories.STRING)
                    .doesNotContain(PRIVATE);
        }
    }

    @Test
    void whatCanNotBeWrittenFailsWithoutItsText() {
        JacksonCodec<Unwritable> codec = JacksonCodec.of(Unwritable.class, 1);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> codec.encode(new Unwritable(true)))
                .extracting(JacksonCodecTest::trace, InstanceOfAssertFactories.STRING)
                .doesNotContain(PRIVATE);
    }
}
