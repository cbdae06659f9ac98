package dev.parley.examples.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README lists every setting, with its default. */
class ReadmeSettingsTest {

    private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)` \\| ([^|]+) \\| .*");

    @TempDir
    private Path directory;

    /** Each variable of the table, and what stands there as its default. */
    private static Map<String, String> listed() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../../README.md"))) {
            Matcher matcher = ROW.matcher(line);
            if (matcher.matches()) {
                listed.put(matcher.group(1), matcher.group(2));
            }
        }
        return listed;
    }

    /** Takes note of what is looked for. */
    private static final class Asked extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;

        private final TreeSet<String> names = new TreeSet<>();

        @Override
        public String getOrDefault(Object name, String value) {
            names.add((String) name);
            return super.getOrDefault(name, value);
        }
    }

    @Test
    void everySettingIsListed() throws IOException {
        Asked environment = new Asked();
        Settings.read(environment, directory);
        assertThat(listed().keySet()).containsExactlyElementsOf(environment.names);
    }

    @Test
    void theDefaultsAreThoseThatAreListed() throws IOException {
        Map<String, String> defaults = new HashMap<>();
        listed().forEach((name, value) -> {
            if (value.matches("`[^`]+`")) {
                defaults.put(name, value.replace("`", ""));
            }
        });
        // The same place, with another name.
        assertThat(defaults.remove("CHAT_DATA_DIR")).isEqualTo("./data");
        assertThat(defaults).containsKeys("PORT", "CHAT_REFRESH_GRACE", "CHAT_LIMIT_LOGIN", "CHAT_LIMIT_MESSAGES");
        assertThat(read(defaults)).isEqualTo(read(Map.of()));
    }

    private Settings read(Map<String, String> environment) {
        return Settings.read(environment, directory);
    }
}
