package dev.parley.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What differs between the databases. */
interface Dialect {

    /** {@return the class path folder of the migrations} */
    String migrations();

    /** {@return the element type of an array of texts} */
    String textArrayType();

    /** {@return the setting of a connection that {@link #bound} changes, to be given to {@link #unbound}} */
    int bounds(Connection connection) throws SQLException;

    /** Makes a connection give up once the time is over. Called before each call, and where it is cheap before each statement. */
    void bound(Connection connection, Duration remaining) throws SQLException;

    /** {@return whether bounding is cheap enough to be done before each statement} */
    boolean boundsStatements();

    /** Puts the setting of a connection back. */
    void unbound(Connection connection, int before) throws SQLException;

    /** {@return whether a server gives only so many connections to all processes together} */
    boolean limitsConnections();

    /** {@return a query that tells whether the server takes writes in this transaction} */
    String takesWrites();

    /** {@return a query for the names of the server's time-outs that are off in this session, if there are any to be looked at} */
    Optional<String> unbounded();

    /** {@return what makes the writers of this process go one by one, if they must} */
    Optional<WriteTurn> writeTurn();

    /** {@return what has to be locked before the seat is read; none where that query locks by itself} */
    List<String> locksBeforeSeat();

    /** {@return the clause with which the query for a seat locks the rows of {@code c} and {@code p}, or nothing} */
    String seatLock();

    /** {@return the statements that write a posted entry, the head and the author's marker; all take the same names} */
    List<String> post();

    /** {@return how a batch of appends is read and written} */
    PostingTables posting();

    /** {@return the clause with which an insert passes over a row that is there already, or nothing if it fails then} */
    String orElseNothing();

    /** {@return the present by the clock of the database, for {@code <now>} in a statement} */
    String now();

    /** {@return an instant so many microseconds after another, both given as SQL} */
    String plus(String instant, String micros);

    /** {@return so many microseconds, bound as {@code micros}, after the present, for {@code <later>} in a statement} */
    default String later() {
        return plus(now(), ":micros");
    }

    /**
     * {@return a query for {@code present} that, where writers don't go one by one, waits until it is the only transaction
     * with the number bound as {@code key}}
     */
    String lockKey();

    /** {@return a query that locks rows, so that it also gives {@code present}: the time when they were locked} */
    String withPresent(String lockingQuery);

    /** {@return the clause with which a query locks the rows of the table called {@code f}, and no others, or nothing} */
    String lockFamily();

    /** {@return the statements that raise a change of somebody's access; all take the same names} */
    List<String> raise();

    /** {@return milliseconds for a driver, where 0 would mean for ever} */
    static int toMillis(Duration remaining) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, remaining.toMillis()));
    }
}
