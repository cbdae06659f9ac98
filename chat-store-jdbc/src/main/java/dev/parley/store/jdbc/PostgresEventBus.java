package dev.parley.store.jdbc;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import dev.parley.core.delivery.SignalCodec;
import dev.parley.core.delivery.SignalReceiver;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries signals over {@code LISTEN} and {@code NOTIFY} of the PostgreSQL that the store stands on anyway. Thread-safe.
 *
 * <p>What it costs: two connections and two threads for each bus, beyond any pool. Every bus of a database hears what each
 * of them sends. A transaction that notifies takes, as it commits, a lock that the whole server has once, so signals go out
 * in transactions of their own, as many in one as have queued up; appends do not notify and never take that lock. An entry
 * of more than about 5 kB goes as a hint without the entry, and is then read from the log.
 *
 * <p>The connections need a session of their own: they must not go through a pooler that lends sessions for a transaction.
 * When one breaks it is made anew, for as long as it takes, and listeners are told that signals may have been lost. When
 * more queues up than can be sent, the newest signals are dropped, and the listeners of other nodes are told likewise.
 */
public final class PostgresEventBus implements EventBus {

    static final String CHANNEL = "parley_signals";

    /** PostgreSQL takes less than 8,000 bytes; four of Base64 carry three. */
    private static final int MOST_BYTES = 7_999 / 4 * 3;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEventBus.class);

    private final SignalReceiver listeners;
    private final SignalCodec codec;
    private final NotificationSender sender;
    private final NotificationReceiver receiver;
    private volatile boolean closed;

    private PostgresEventBus(JdbcDatabaseConfig config) throws SQLException {
        UUID node = UUID.randomUUID();
        CarrierConnection hearing = new CarrierConnection(config, NotificationReceiver::listen);
        CarrierConnection saying = new CarrierConnection(config, connection -> {});
        listeners = new SignalReceiver(node);
        codec = new SignalCodec(node, MOST_BYTES);
        sender = new NotificationSender(saying, codec);
        receiver = new NotificationReceiver(hearing, listeners);
        hearing.open();
        try {
            saying.open();
        } catch (SQLException e) {
            hearing.close();
            throw e;
        }
    }

    /**
     * Opens a bus for one engine.
     *
     * @param config how to reach the database; of its settings only URL, user, password and {@code connectionTimeout} count
     * @return the bus; closing it closes its connections
     * @throws ChatException {@link ErrorCode#CONFIGURATION} for a database that is not PostgreSQL or refuses the login;
     *     {@link ErrorCode#STORE_UNAVAILABLE} when it can't be reached
     */
    public static PostgresEventBus open(JdbcDatabaseConfig config) {
        if (!config.jdbcUrl().startsWith("jdbc:postgresql:")) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, "An event bus in a database needs PostgreSQL", null);
        }
        try {
            PostgresEventBus bus = new PostgresEventBus(config);
            start(bus.receiver, "parley-bus-receiver");
            start(bus.sender, "parley-bus-sender");
            return bus;
        } catch (SQLException e) {
            throw Failures.opening(e, Failures.withoutParameters(config.jdbcUrl()));
        }
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void publish(Signal signal) {
        if (closed) {
            return;
        }
        listeners.tell(signal);
        try {
            codec.encode(signal).forEach(sender::send);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be sent", signal.getClass().getSimpleName(), e);
        }
    }

    @Override
    public Registration subscribe(Consumer<? super Signal> listener, Runnable onLoss) {
        return listeners.subscribe(listener, onLoss);
    }

    /** What has not been sent by then is lost. */
    @Override
    public void close() {
        closed = true;
        listeners.clear();
        sender.close();
        receiver.close();
    }
}
