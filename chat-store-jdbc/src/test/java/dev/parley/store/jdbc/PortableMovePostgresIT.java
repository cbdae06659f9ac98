package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.UserDirectory;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.store.ChatStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An installation goes from one kind of store to the next, and stays the same to the byte. */
class PortableMovePostgresIT {

    @TempDir
    private Path directory;

    @Test
    void whatIsMovedStaysTheSame() throws IOException {
        try (PortableStores first = PortableStores.on(JdbcDatabaseConfig.h2File(directory.resolve("first")));
                ChatStore chat = ChatStore.inMemory(InstantSource.system());
                UserDirectory users = UserDirectory.inMemory();
                PortableStores postgres = PortableStores.on(PostgresServer.newDatabase());
                PortableStores last = PortableStores.on(JdbcDatabaseConfig.h2File(directory.resolve("last")))) {
            LivedIn life = new LivedIn(first);
            life.chats(10, 250);
            life.turns();
            Parts chats = Parts.of(first.portable());
            PortableStore memory = PortableStore.inMemory(InstantSource.system(), chat, users);
            chats.restoreTo(memory);
            assertThat(Parts.of(memory).texts()).isEqualTo(chats.texts());

            life.access();
            Parts all = Parts.of(first.portable());
            assertThat(all.lines("entry-000001.jsonl")).isGreaterThan(5_000);
            assertThat(all.texts().values()).noneMatch(String::isEmpty);
            all.restoreTo(postgres.portable());
            Parts moved = Parts.of(postgres.portable());
            assertThat(moved.texts()).isEqualTo(all.texts());
            moved.restoreTo(last.portable());
            assertThat(Parts.of(last.portable()).texts()).isEqualTo(all.texts());
        }
    }
}
