package dev.parley.examples.server.kill;

import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.Message;
import dev.parley.core.message.TenantId;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import dev.parley.store.jdbc.JdbcUserDirectory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A database while no server runs on it, through the library. */
final class Archive implements AutoCloseable {

    static final String READER = "reader@example.org";
    private static final Principal PRINCIPAL = Principal.of("reader");
    private static final int PAGE = 200;

    private final JdbcDatabase database;
    private final JdbcChatStore store;

    Archive(JdbcDatabaseConfig config) {
        this.database = JdbcDatabase.open(config);
        this.store = JdbcChatStore.on(database, InstantSource.system());
    }

    void registerReader() {
        try (JdbcUserDirectory directory = JdbcUserDirectory.on(database)) {
            NewUser reader = new NewUser(PRINCIPAL.user(), READER, "A reader", Set.of(), null);
            directory.register(TenantId.DEFAULT, reader, soon()).orThrow();
        }
    }

    /** {@return the messages of the conversation that has the title, in order; none if it is not there} */
    List<Message> read(String title) {
        ChatLog log = store.log();
        List<Message> all = new ArrayList<>();
        for (ConversationSummary conversation :
                log.conversationsOf(PRINCIPAL, null, PAGE, soon()).items()) {
            if (conversation.title().equals(title)) {
                Page<Message, Long> page = new Page<>(List.of(), 0L);
                while (page.nextCursor() != null) {
                    HistoryRange range = HistoryRange.after(page.nextCursor(), PAGE);
                    page = log.messages(PRINCIPAL, conversation.id(), range, soon())
                            .orThrow();
                    all.addAll(page.items());
                }
            }
        }
        return all;
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        store.close();
        database.close();
    }
}
