package dev.parley.examples.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

    private static final int AT_ONCE = 32;

    @TempDir
    private Path directory;

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        Path file = directory.resolve("sub/key");
        assertThat(PrivateFile.create(file, "one")).isTrue();
        PrivateFile.replace(directory.resolve("sub/token"), "two");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void creatingLeavesWhatIsThere() throws IOException {
        Path file = directory.resolve("key");
        Files.writeString(file, "old");
        assertThat(PrivateFile.create(file, "new")).isFalse();
        assertThat(file).hasContent("old");
        PrivateFile.replace(file, "new");
        assertThat(file).hasContent("new");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void ofManyAtOnceOneIsTheFirst() throws Exception {
        Path file = directory.resolve("key");
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> all = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> threads.submit(() -> {
                    start.await();
                    return PrivateFile.create(file, "key " + i);
                }))
                .toList();
        start.countDown();
        int winner = -1;
        for (int i = 0; i < AT_ONCE; i++) {
            if (all.get(i).get()) {
                assertThat(winner).as("the first").isEqualTo(-1);
                winner = i;
            }
        }
        assertThat(file).hasContent("key " + winner);
        threads.shutdown();
    }

    @Test
    void whatCannotBeWrittenLeavesNothing() throws IOException {
        Path noDirectory = directory.resolve("file");
        Files.writeString(noDirectory, "");
        assertThatThrownBy(() -> PrivateFile.create(noDirectory.resolve("key"), "x"))
                .isInstanceOf(IOException.class);
        Path full = Files.createDirectories(directory.resolve("key/full"));
        assertThatThrownBy(() -> PrivateFile.replace(directory.resolve("key"), "x"))
                .isInstanceOf(IOException.class);
        assertThat(full).exists();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(noDirectory, directory.resolve("key"));
        }
    }
}
