package dev.parley.examples.benchmarks;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs that a receipt is true on an H2 file. By itself H2 writes what was committed up to 500 ms later, and a process
 * that is killed loses it; the store opens it with a delay of 0.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 2)
public class AppendReceipt {

    /** A file with conversations of two. */
    @State(Scope.Benchmark)
    public static class File {

        private static final int CONVERSATIONS = 100;

        @Param({"0", "500"})
        public int writeDelay;

        private Path directory;
        private JdbcDatabase database;
        private JdbcChatStore store;
        private List<ConversationId> conversations;

        @Setup
        public void open() throws IOException {
            directory = Files.createTempDirectory("parley");
            String url = JdbcDatabaseConfig.h2File(directory).jdbcUrl();
            database =
                    JdbcDatabase.open(JdbcDatabaseConfig.of(url.replace("WRITE_DELAY=0", "WRITE_DELAY=" + writeDelay))
                            .withCredentials("sa", ""));
            store = JdbcChatStore.on(database, InstantSource.system());
            NewConversation from = NewConversation.of("one of many", new UserId("reader"));
            conversations = IntStream.range(0, CONVERSATIONS)
                    .mapToObj(n -> store.log()
                            .create(
                                    AppendDatabase.AUTHOR,
                                    from,
                                    new IdempotencyKey("conversation " + n),
                                    AppendDatabase.soon())
                            .orThrow()
                            .id())
                    .toList();
        }

        @TearDown
        public void close() throws IOException {
            store.close();
            database.close();
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(File::delete);
            }
        }

        private static void delete(Path file) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        AppendResult append(Append.Sender sender) {
            ConversationId any = conversations.get(ThreadLocalRandom.current().nextInt(CONVERSATIONS));
            return store.log().append(AppendDatabase.AUTHOR, any, sender.draft(), AppendDatabase.soon());
        }
    }

    @Benchmark
    @Threads(1)
    public AppendResult sender1(File file, Append.Sender sender) {
        return file.append(sender);
    }

    @Benchmark
    @Threads(64)
    public AppendResult senders64(File file, Append.Sender sender) {
        return file.append(sender);
    }
}
