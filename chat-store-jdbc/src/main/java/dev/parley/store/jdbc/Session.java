package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.time.Deadline;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/** A connection for the length of one call. Every statement is bounded by the time that the call has left. */
final class Session {

    private final Handle handle;
    private final Dialect dialect;
    private final Deadline deadline;
    private boolean wrote;

    Session(Handle handle, Dialect dialect, Deadline deadline) {
        this.handle = handle;
        this.dialect = dialect;
        this.deadline = deadline;
    }

    Dialect dialect() {
        return dialect;
    }

    /** {@return whether anything was written, so that there is something to commit} */
    boolean wrote() {
        return wrote;
    }

    Query query(String sql) {
        bound();
        return handle.createQuery(sql);
    }

    Update update(String sql) {
        bound();
        wrote = true;
        return handle.createUpdate(sql);
    }

    PreparedBatch batch(String sql) {
        bound();
        wrote = true;
        return handle.prepareBatch(sql);
    }

    /**
     * {@return a statement of the driver, which binds by position} For the path of every message: binding by name costs a
     * lone sender several microseconds and kilobytes.
     */
    PreparedStatement reading(String sql) throws SQLException {
        bound();
        return handle.getConnection().prepareStatement(sql);
    }

    /** {@return the same for a statement that writes} */
    PreparedStatement writing(String sql) throws SQLException {
        wrote = true;
        return reading(sql);
    }

    /** Binds what every statement about a participant's conversation takes. */
    static <S extends SqlStatement<S>> S seated(S statement, Principal principal, ConversationId conversation) {
        return statement
                .bind("conversation", conversation.value())
                .bind("user", principal.user().value())
                .bind("tenant", principal.tenant().value());
    }

    private void bound() {
        deadline.check();
        if (dialect.boundsStatements()) {
            try {
                dialect.bound(handle.getConnection(), deadline.remaining());
            } catch (SQLException e) {
                throw new UncheckedSqlException(e);
            }
        }
    }
}
