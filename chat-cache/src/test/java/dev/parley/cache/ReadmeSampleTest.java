package dev.parley.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheProvider;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.time.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What the README shows compiles, runs, and is what is run here. */
class ReadmeSampleTest {

    private static void sample(Library library, Deadline deadline, PrintStream out) {
        // sample begins
        CacheSpec<String, String> spec = CacheSpec.<String, String>builder("titles", isbn -> isbn)
                .group(isbn -> isbn.substring(0, isbn.indexOf('-')))
                .nearTtl(Duration.ofMinutes(5))
                .refreshAhead(0.1)
                .build();
        try (CacheProvider caches = CaffeineCacheProvider.create()) {
            Cache<String, String> titles = caches.cache(spec);
            out.println(titles.get("978-0134685991", (isbn, by) -> library.find(isbn), deadline));
            library.rename("978-0134685991", "Effective Java");
            titles.evict("978-0134685991");
            out.println(titles.get("978-0134685991", (isbn, by) -> library.find(isbn), deadline));
        }
        // sample ends
    }

    /** Where the titles are kept. */
    private record Library(Map<String, String> titles) {

        Optional<String> find(String isbn) {
            return Optional.ofNullable(titles.get(isbn));
        }

        void rename(String isbn, String title) {
            titles.put(isbn, title);
        }
    }

    @Test
    void runs() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, String> titles = new ConcurrentHashMap<>(Map.of("978-0134685991", "Efective Java"));
        sample(
                new Library(titles),
                Deadline.after(Duration.ofSeconds(30)),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("Optional[Efective Java]", "Optional[Effective Java]");
    }

    @Test
    void isWhatTheReadmeShows() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/parley/cache/ReadmeSampleTest.java"));
        String sample = source.substring(
                        source.indexOf("// sample begins\n") + "// sample begins\n".length(),
                        source.indexOf("        // sample ends"))
                .stripTrailing()
                .stripIndent();
        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + sample + "\n```");
    }
}
