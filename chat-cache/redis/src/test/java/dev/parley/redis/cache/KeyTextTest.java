package dev.parley.redis.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyTextTest {

    private static final List<String> PARTS =
            List.of("", "a", "?", "d83d", "ffff", "\uFFFD", "\uFFFF", "\uD83D", "\uDE00", "\uD83D\uDE00");

    @Test
    void differentTextsAreWrittenDifferently() {
        Set<String> texts = new HashSet<>();
        Set<String> written = new HashSet<>();
        for (String first : PARTS) {
            for (String second : PARTS) {
                for (String third : PARTS) {
                    String text = first + second + third;
                    texts.add(text);
                    byte[] bytes = KeyText.writable(text).getBytes(StandardCharsets.UTF_8);
                    written.add(Arrays.toString(bytes));
                }
            }
        }
        assertThat(written).hasSameSizeAs(texts);
    }

    @Test
    void whatCanBeWrittenStaysTheSame() {
        String text = "user:7 \uD83D\uDE00 \u00E9";
        assertThat(KeyText.writable(text)).isSameAs(text);
    }
}
