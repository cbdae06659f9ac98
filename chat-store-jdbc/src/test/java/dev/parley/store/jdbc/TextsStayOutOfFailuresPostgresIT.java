package dev.parley.store.jdbc;

import dev.parley.core.error.ErrorCode;
import org.junit.jupiter.api.Test;

class TextsStayOutOfFailuresPostgresIT extends TextsStayOutOfFailuresRules {

    @Override
    JdbcDatabaseConfig newDatabase() {
        return PostgresServer.newDatabase();
    }

    /** The engine refuses it before; a host that calls the store itself is refused here. */
    @Test
    void aTextThatPostgreSqlCantHold() {
        assertRefusedAndNothingWritten(ErrorCode.TEXT_MALFORMED, "canary\0");
    }
}
