package dev.parley.store.jdbc.pool;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * After which failures a connection to H2 is of no use any more. H2 closes a database that could not be written, and opens it
 * again for the next connection; but connections from before say that they are valid, and the pool knows the codes of servers
 * only.
 */
final class FileFailures implements SQLExceptionOverride {

    /** A failed write, a failure inside, a broken connection; closed, and closed at the end of the process. */
    private static final Set<Integer> FATAL = Set.of(90_028, 90_031, 50_000, 90_067, 90_098, 90_121);

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return FATAL.contains(failure.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
