package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.store.AppendResult;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;

/** A process that sends messages from several threads and prints each seq once it is acknowledged, until it is killed. */
final class AcknowledgingChild {

    static final IdempotencyKey KEY = new IdempotencyKey("the only conversation");
    static final NewConversation FROM = NewConversation.of("Room", Room.BOB.user());
    private static final int THREADS = 4;

    private AcknowledgingChild() {}

    public static void main(String[] arguments) {
        JdbcDatabase database = JdbcDatabase.open(JdbcDatabaseConfig.h2File(Path.of(arguments[0])));
        JdbcChatStore store = JdbcChatStore.on(database, InstantSource.system());
        ConversationId id = store.log()
                .create(Room.ALICE, FROM, KEY, Room.patience())
                .orThrow()
                .id();
        Room room = new Room(store, id);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (int i = 0; i < THREADS; i++) {
            new Thread(() -> send(room, out)).start();
        }
    }

    private static void send(Room room, PrintStream out) {
        while (true) {
            String key = UUID.randomUUID().toString();
            try {
                if (room.append(Room.ALICE, key, key) instanceof AppendResult.Appended appended) {
                    out.println(appended.message().seq() + " " + key);
                }
                if (out.checkError()) {
                    // Nobody listens any more: the test itself was killed.
                    Runtime.getRuntime().halt(1);
                }
            } catch (ChatException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
