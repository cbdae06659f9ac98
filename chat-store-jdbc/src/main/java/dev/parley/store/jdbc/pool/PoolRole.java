package dev.parley.store.jdbc.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pool is for, as whom its connections log in, and how each of them begins. Immutable.
 *
 * @param name {@link #WRITE}, {@link #READ} or {@link #ADMIN}, or another one; part of what connections are called
 * @param username the user to log in as, or null when the URL says or none is needed
 * @param password the password, or null likewise; left out of {@link #toString()}
 * @param initialStatements what each new connection runs before anything else, {@code SET ROLE} for example
 */
public record PoolRole(
        String name, @Nullable String username, @Nullable String password, List<String> initialStatements) {

    /** The calls of the chat. */
    public static final String WRITE = "write";

    /** What only reads, and may read what is a little old. */
    public static final String READ = "read";

    /** Migrations, and other work of the owner of the tables. */
    public static final String ADMIN = "admin";

    /**
     * Copies the list.
     *
     * @param name as in the record
     * @param username as in the record
     * @param password as in the record
     * @param initialStatements as in the record
     */
    public PoolRole {
        initialStatements = List.copyOf(initialStatements);
    }

    /**
     * A role whose connections begin with nothing.
     *
     * @param name as in the record
     * @param username as in the record
     * @param password as in the record
     * @return the role
     */
    public static PoolRole of(String name, @Nullable String username, @Nullable String password) {
        return new PoolRole(name, username, password, List.of());
    }

    /**
     * The same with another beginning.
     *
     * @param statements as in the record
     * @return a new role
     */
    public PoolRole beginningWith(List<String> statements) {
        return new PoolRole(name, username, password, statements);
    }

    /** Leaves the password out, and the statements, which may name one. */
    @Override
    public String toString() {
        return "PoolRole[name=" + name + ", username=" + username + "]";
    }
}
