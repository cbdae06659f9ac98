package dev.parley.store.jdbc.pool;

/**
 * A pool to be opened. Immutable.
 *
 * @param jdbcUrl of H2 or PostgreSQL; left out of {@link #toString()}, for it may hold a password
 * @param role what it is for and as whom
 * @param limits its limits
 * @param production whether a connection to another machine has to prove whose it is
 */
public record PoolSpec(String jdbcUrl, PoolRole role, PoolLimits limits, boolean production) {

    /** One of all pools of a data source: a new password does not make it another one. */
    record Key(String jdbcUrl, String role, String username) {}

    Key key() {
        String name = role.username();
        return new Key(
                jdbcUrl.replaceAll("(?i)([?&;])password=[^&;]*", "$1").replaceFirst("//([^/@:]*):[^/@]*@", "//$1@"),
                role.name(),
                name == null ? "" : name);
    }

    boolean isPostgreSql() {
        return jdbcUrl.startsWith(ServerAddress.PREFIX);
    }

    /** {@return the same pool, when nothing but the password may differ} */
    boolean differsOnlyInPassword(PoolSpec other) {
        return key().equals(other.key())
                && limits.equals(other.limits)
                && production == other.production
                && role.initialStatements().equals(other.role.initialStatements());
    }

    @Override
    public String toString() {
        return "PoolSpec[role=" + role + ", limits=" + limits + ", production=" + production + "]";
    }
}
