package dev.parley.store.jdbc;

import java.io.IOException;
import java.io.Serial;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception of a driver where it is the cause of one of ours: the type, the SQL state and the place, but
 * not its words. Those quote statements with their values, and so the text of messages. Only input and output errors keep
 * their words, for they name addresses and files alone.
 */
final class WordlessCause extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private WordlessCause(Throwable original, @Nullable Throwable cause) {
        super(describe(original), cause);
        setStackTrace(original.getStackTrace());
    }

    static WordlessCause of(Throwable original) {
        Throwable deeper = original.getCause();
        return new WordlessCause(original, deeper == null ? null : of(deeper));
    }

    private static String describe(Throwable original) {
        String type = original.getClass().getName();
        if (original instanceof SQLException sql) {
            return type + ", SQL state " + sql.getSQLState() + ", code " + sql.getErrorCode();
        }
        return original instanceof IOException ? type + ": " + original.getMessage() : type;
    }
}
