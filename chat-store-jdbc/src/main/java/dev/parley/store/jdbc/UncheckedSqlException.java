package dev.parley.store.jdbc;

import java.io.Serial;
import java.sql.SQLException;

/** Carries an exception of the driver to where it is turned into one of ours. Never leaves this package. */
final class UncheckedSqlException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UncheckedSqlException(SQLException cause) {
        super(cause);
    }
}
