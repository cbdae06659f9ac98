package dev.parley.examples.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.store.jdbc.JdbcLogin;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseSettingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            nullValues = "-",
            value = {
                "jdbc:h2:./data/x jdbc:h2:./data/x - -",
                "jdbc:h2:mem:x;MODE=Regular jdbc:h2:mem:x;MODE=Regular - -",
                "jdbc:h2:mem:x;USER=u;PASSWORD=p;MODE=Regular jdbc:h2:mem:x;MODE=Regular u p",
                "jdbc:h2:mem:x;user=u;password=p%20 jdbc:h2:mem:x u p%20",
                "jdbc:postgresql://h/db jdbc:postgresql://h/db - -",
                "jdbc:postgresql:db jdbc:postgresql:db - -",
                "jdbc:postgresql:db?user=u jdbc:postgresql:db u -",
                "jdbc:postgresql://h:1/db?user=u&password=p&sslmode=require jdbc:postgresql://h:1/db?sslmode=require u p",
                "jdbc:postgresql://h/db?sslmode=require&password=p%26&user=u%40 jdbc:postgresql://h/db?sslmode=require u@ p&",
                "jdbc:postgresql://u:p@h/db jdbc:postgresql://h/db u p",
                "postgresql://h/db jdbc:postgresql://h/db - -",
                "postgres://h:5433/db jdbc:postgresql://h:5433/db - -",
                "postgresql://u@h/db jdbc:postgresql://h/db u -",
                "postgresql://u:p@h:5433/db jdbc:postgresql://h:5433/db u p",
                "postgresql://u%40x:p%3A%2F%3F%23%25+%20@h/db jdbc:postgresql://h/db u@x 'p:/?#%+ '",
                "postgresql://u:@h/db jdbc:postgresql://h/db u ''",
                "postgresql://u:p:q@h/db jdbc:postgresql://h/db u p:q",
                "postgresql://u:p@h/db?sslmode=require jdbc:postgresql://h/db?sslmode=require u p",
                "postgresql://u@h/db?password=p&sslmode=require jdbc:postgresql://h/db?sslmode=require u p",
                "postgresql://[::1]:5432/db jdbc:postgresql://[::1]:5432/db - -"
            })
    void credentialsAreTakenOutOfTheUrl(String url, String jdbcUrl, String user, String password) {
        DatabaseSetting setting = DatabaseSetting.parse(url, Path.of("data"));
        assertThat(setting.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(setting.user()).isEqualTo(user);
        assertThat(setting.password()).isEqualTo(password);
        assertThat(setting.toConfig().jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(setting.toConfig().username()).isEqualTo(user);
        assertThat(setting.toString()).doesNotContain("p%", "password");
    }

    @Test
    void theTablesMayHaveAnOwnerWhoLogsInApart() {
        DatabaseSetting setting = DatabaseSetting.parse("postgresql://u:p@h/db", Path.of("data"));
        assertThat(setting.ownedBy(null).toConfig().owner()).isNull();
        DatabaseSetting owned = setting.ownedBy("o%40x:s%3Acret").in(Settings.Stage.STAGING, "2");
        assertThat(owned.toConfig().owner()).isEqualTo(new JdbcLogin("o@x", "s:cret"));
        assertThat(owned.toString()).doesNotContain("s:cret");
        for (String wrong : List.of(":p", "o:%zz")) {
            assertThatThrownBy(() -> setting.ownedBy(wrong))
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining("DATABASE_OWNER");
        }
        DatabaseSetting file = DatabaseSetting.parse(null, Path.of("data"));
        assertThatThrownBy(() -> file.ownedBy("o:p")).hasMessageContaining("PostgreSQL only");
    }

    @Test
    void inProductionAnotherMachineHasToProveWhoseItIs() {
        Path data = Path.of("data");
        DatabaseSetting weak = DatabaseSetting.parse("postgresql://db.example/chat?sslmode=require", data);
        assertThat(weak.in(Settings.Stage.STAGING, null).toConfig().production())
                .isFalse();
        assertThatThrownBy(() -> weak.in(Settings.Stage.PRODUCTION, null).toConfig())
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("sslmode=verify-full");
        DatabaseSetting silent = DatabaseSetting.parse("postgresql://db.example/chat", data);
        assertThat(silent.in(Settings.Stage.PRODUCTION, null).toConfig().production())
                .isTrue();
    }

    @Test
    void theNumberOfServersIsPassedOn() {
        DatabaseSetting setting = DatabaseSetting.parse(null, Path.of("data"));
        assertThat(setting.in(Settings.Stage.PRODUCTION, null).toConfig().instances())
                .isEqualTo(1);
        assertThat(setting.in(Settings.Stage.PRODUCTION, "10000").toConfig().instances())
                .isEqualTo(10_000);
        for (String wrong : new String[] {"0", "-1", "10001", "x", "1.5"}) {
            assertThatThrownBy(() -> setting.in(Settings.Stage.PRODUCTION, wrong))
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining("CHAT_INSTANCES");
        }
    }
}
