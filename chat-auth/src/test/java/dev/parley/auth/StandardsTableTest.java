package dev.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Every test that the README names for an item of a standard is there. */
class StandardsTableTest {

    private static final Pattern ROW = Pattern.compile("\\| (\\d+\\.\\d+\\.\\d+[^|]*) \\|.*\\| ([^|]*) \\|");
    private static final Pattern NAMED = Pattern.compile("`(?:([A-Z]\\w*)\\.?)?([a-z]\\w*)?`");
    private static final List<Path> SOURCES =
            List.of(Path.of("src/test/java"), Path.of("../chat-core/testkit/src/main/java"));

    /** A class, and a method of it or none; a method alone is one of the class that was named last. */
    private static List<String> missing(String tests) {
        List<String> missing = new ArrayList<>();
        String type = "none";
        Matcher named = NAMED.matcher(tests);
        while (named.find()) {
            type = Optional.ofNullable(named.group(1)).orElse(type);
            String method = named.group(2);
            if (testsOf(type).noneMatch(test -> method == null || test.equals(method))) {
                missing.add(type + '.' + method);
            }
        }
        return missing;
    }

    private static Stream<String> testsOf(String type) {
        return SOURCES.stream()
                .flatMap(source -> find(source, type + ".java").map(file -> load(source, file)))
                .flatMap(found -> ReflectionSupport.findMethods(
                        found,
                        method -> AnnotationSupport.isAnnotated(method, Testable.class),
                        HierarchyTraversalMode.TOP_DOWN)
                        .stream())
                .map(Method::getName);
    }

    private static Stream<Path> find(Path source, String file) {
        try (Stream<Path> all = Files.walk(source)) {
            return all.filter(path -> path.endsWith(file)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(Path source, Path file) {
        String name = source.relativize(file).toString().replace(File.separatorChar, '.');
        try {
            return Class.forName(name.substring(0, name.length() - ".java".length()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyTestThatTheTableNamesIsThere() throws IOException {
        List<Matcher> rows = Files.readString(Path.of("README.md"))
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .toList();
        assertThat(rows).hasSizeGreaterThan(20);
        assertThat(rows)
                .allSatisfy(row ->
                        assertThat(missing(row.group(2))).as(row.group(1)).isEmpty());
    }

    @Test
    void whatIsNotThereIsFound() {
        assertThat(missing("`StandardsTableTest.everyTestThatTheTableNamesIsThere`, `whatIsNotThereIsFound`"))
                .isEmpty();
        assertThat(missing("`StandardsTableTest.row`, `nothing`, `NoSuchTest`"))
                .containsExactly("StandardsTableTest.row", "StandardsTableTest.nothing", "NoSuchTest.null");
    }
}
