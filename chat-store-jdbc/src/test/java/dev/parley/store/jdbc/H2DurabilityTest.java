package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.Entry;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.Page;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee G1 on H2: what was acknowledged survives that the process is killed, at any instant. */
class H2DurabilityTest {

    private static final int ROUNDS = Integer.getInteger("parley.kills", 5);
    private static final int MOST_BEFORE_KILL = 400;

    @Test
    void nothingAcknowledgedIsLost(@TempDir Path directory) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Long, String> acknowledged = new HashMap<>();
        for (int round = 1; round <= ROUNDS; round++) {
            acknowledged.putAll(killAfter(directory, 1 + random.nextInt(MOST_BEFORE_KILL)));
            Map<Long, String> kept = kept(directory);
            assertThat(kept).as("round %s of seed %s", round, seed).containsAllEntriesOf(acknowledged);
            for (long seq = 1; seq <= kept.size(); seq++) {
                assertThat(kept).containsKey(seq);
            }
        }
    }

    /** The child's own output paces it: the kill comes at some instant after so many acknowledgements were read. */
    private static Map<Long, String> killAfter(Path directory, int lines) throws Exception {
        Map<Long, String> read = new HashMap<>();
        Process child = ChildProcess.start(AcknowledgingChild.class, directory.toString());
        try (BufferedReader out = ChildProcess.lines(child)) {
            String line = out.readLine();
            while (line != null) {
                int space = line.indexOf(' ');
                // A line that the kill cut off acknowledged nothing.
                if (space > 0 && line.length() == space + 37) {
                    read.put(Long.valueOf(line.substring(0, space)), line.substring(space + 1));
                }
                if (read.size() == lines) {
                    // Not the process itself: that would close our end of its output, acknowledgements and all.
                    child.toHandle().destroyForcibly();
                }
                line = out.readLine();
            }
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(read).hasSizeGreaterThanOrEqualTo(lines);
        return read;
    }

    private static Map<Long, String> kept(Path directory) {
        Map<Long, String> kept = new HashMap<>();
        try (JdbcDatabase database = JdbcDatabase.open(JdbcDatabaseConfig.h2File(directory))) {
            ChatStore store = JdbcChatStore.on(database, InstantSource.system());
            Room room = new Room(
                    store,
                    store.log()
                            .create(Room.ALICE, AcknowledgingChild.FROM, AcknowledgingChild.KEY, Room.patience())
                            .orThrow()
                            .id());
            Long after = 0L;
            while (after != null) {
                Page<Entry, Long> page = store.log()
                        .entries(Room.ALICE, room.id(), after, 1_000, Room.patience())
                        .orThrow();
                page.items().forEach(entry -> kept.put(entry.seq(), ((Entry.Posted) entry).text()));
                after = page.nextCursor();
            }
        }
        return kept;
    }
}
