package dev.parley.examples.server.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What the kill tests on PostgreSQL rest on. */
class PostgresProcessIT {

    @Test
    void keepsWhatWasCommittedDurablyWhenItIsKilled() throws IOException, InterruptedException, SQLException {
        try (PostgresProcess postgres = PostgresProcess.start(Directories.fresh("postgres-alone"))) {
            assertThat(ask(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t AS SELECT 'kept' AS word");
                postgres.kill();
                assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(() -> ask(postgres, "SELECT 1")).isInstanceOf(SQLException.class);
            postgres.startAgain();
            assertThat(ask(postgres, "SELECT word FROM t")).isEqualTo("kept");
        }
    }

    private static String ask(PostgresProcess postgres, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
