package dev.parley.examples.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcUserDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server alone, on H2 and without a Redis. */
class BackendTest {

    private static final UserId ANN = new UserId("ann");

    @TempDir
    private Path directory;

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private static Set<String> rolesToShow(UserDirectory directory) {
        UserProfile shown =
                directory.findAll(TenantId.DEFAULT, List.of(ANN), soon()).get(ANN);
        assertThat(shown).isNotNull();
        return shown.roles();
    }

    /** What is written past it is seen late, which shows that there is a cache; nobody else opens the database. */
    @Test
    void namesComeFromACacheThatHearsOfEveryWrite() {
        DatabaseSetting setting = DatabaseSetting.parse("jdbc:h2:mem:" + UUID.randomUUID(), directory);
        try (Backend backend = Backend.open(setting);
                JdbcDatabase aside = JdbcDatabase.open(setting.toConfig())) {
            UserDirectory users = backend.directory();
            users.register(TenantId.DEFAULT, new NewUser(ANN, "ann", "Ann", Set.of("member"), null), soon())
                    .orThrow();
            assertThat(rolesToShow(users)).containsExactly("member");
            JdbcUserDirectory.on(aside)
                    .replaceRoles(TenantId.DEFAULT, ANN, Set.of("other"), soon())
                    .orThrow();
            assertThat(rolesToShow(users)).containsExactly("member");
            assertThat(users.findById(TenantId.DEFAULT, ANN, soon()))
                    .hasValueSatisfying(user -> assertThat(user.roles()).containsExactly("other"));
            users.replaceRoles(TenantId.DEFAULT, ANN, Set.of("admin"), soon()).orThrow();
            assertThat(rolesToShow(users)).containsExactly("admin");
        }
    }
}
