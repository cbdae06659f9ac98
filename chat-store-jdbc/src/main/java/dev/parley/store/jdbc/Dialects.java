package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which database this is. */
final class Dialects {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcDatabase.class);

    private static final int LEAST_POSTGRESQL = 15;
    private static final int LEAST_H2 = 2;

    private Dialects() {}

    /** In any other isolation, a transaction that had to wait for a lock would count by what was there before. */
    static void requireReadCommitted(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
                throw ChatException.fault(
                        ErrorCode.CONFIGURATION,
                        "The transactions of the data source are not READ COMMITTED; set its isolation to that",
                        null);
            }
        } catch (SQLException e) {
            throw Failures.opening(e, "of the data source");
        }
    }

    /** Says what the host should set: a process that is lost in a transaction would hold its locks for ever. */
    static void warnOfWhatIsUnbounded(DataSource dataSource, Dialect dialect) {
        String query = dialect.unbounded().orElse(null);
        if (query == null) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            if (!names.isEmpty()) {
                LOG.warn("The connections of the data source have no {}; set them for its user", names);
            }
        } catch (SQLException e) {
            throw Failures.opening(e, "of the data source");
        }
    }

    /** Asks the database itself: the URL of a host's pool is not known, and a driver may stand before another product. */
    static Dialect of(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            String product = database.getDatabaseProductName();
            int version = database.getDatabaseMajorVersion();
            if (product.equals("PostgreSQL") && version >= LEAST_POSTGRESQL) {
                return new PostgreSqlDialect();
            }
            if (product.equals("H2") && version >= LEAST_H2) {
                return new H2Dialect(database.getURL());
            }
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION,
                    "The database is " + product + " " + version + "; supported are PostgreSQL " + LEAST_POSTGRESQL
                            + " or later and H2 " + LEAST_H2 + " or later",
                    null);
        } catch (SQLException e) {
            throw Failures.opening(e, "of the data source");
        }
    }
}
