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

/**
 * A connection for the length of one call. Every statement is bounded by the time that the call has left, and works in the
 * scope of the call.
 */
final class Session {

    private final Handle handle;
    private final Dialect dialect;
    private Deadline deadline;
    private Scope scope;

    /** Whether a scope lasts for more than the statement that it was said with. */
    private boolean lasting;

    private boolean said;
    private boolean wrote;

    Session(Handle handle, Dialect dialect, Deadline deadline, Scope scope) {
        this.handle = handle;
        this.dialect = dialect;
        this.deadline = deadline;
        this.scope = scope;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Goes on under a later deadline: of others for whom the work is done. */
    void extend(Deadline later) throws SQLException {
        deadline = later;
        dialect.bound(handle.getConnection(), later.remaining());
    }

    /** From here on statements are parts of one transaction, so that its scope is said once. */
    void begin() {
        lasting = true;
    }

    Scope scope() {
        return scope;
    }

    /** Goes on in another scope. */
    void enter(Scope other) {
        scope = other;
        said = false;
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
        boolean first = toldFirst();
        String text = written(sql, first);
        return first ? ScopeSql.bind(handle.createQuery(text), scope) : handle.createQuery(text);
    }

    Update update(String sql) {
        bound();
        wrote = true;
        boolean first = toldFirst();
        String text = written(sql, first);
        return first ? ScopeSql.bind(handle.createUpdate(text), scope) : handle.createUpdate(text);
    }

    private String written(String sql, boolean first) {
        return dialect.guardsRows() ? ScopeSql.written(sql, scope, first) : sql;
    }

    PreparedBatch batch(String sql) {
        bound();
        wrote = true;
        if (toldFirst()) {
            ScopeSql.bind(handle.createQuery(ScopeSql.NAMED + "SELECT 1"), scope)
                    .mapTo(Integer.class)
                    .one();
        }
        return handle.prepareBatch(written(sql, false));
    }

    /** {@return whether the scope has to be said in front of the next statement, which is then taken to do so} */
    private boolean toldFirst() {
        if (!dialect.guardsRows() || said) {
            return false;
        }
        said = lasting;
        return true;
    }

    /** {@return how many places the next statement has before its own: those of the scope, if it has to be said} */
    int places() {
        return dialect.guardsRows() && !said ? ScopeSql.PLACES : 0;
    }

    /**
     * {@return a statement of the driver, which binds by position, its own places after {@link #places()}} For the path of
     * every message: binding by name costs a lone sender several microseconds and kilobytes. {@link ScopeSql#rows} runs it.
     */
    PreparedStatement reading(ScopedSql sql) throws SQLException {
        bound();
        if (!toldFirst()) {
            return handle.getConnection().prepareStatement(sql.alone());
        }
        PreparedStatement statement = handle.getConnection().prepareStatement(sql.placed());
        ScopeSql.bind(statement, scope);
        return statement;
    }

    /** {@return a statement that writes, with its own places alone} It is for one role, as a {@link ScopedSql}. */
    PreparedStatement writing(String sql) throws SQLException {
        bound();
        wrote = true;
        if (toldFirst()) {
            ScopeSql.say(handle.getConnection(), scope);
        }
        return handle.getConnection().prepareStatement(sql);
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
