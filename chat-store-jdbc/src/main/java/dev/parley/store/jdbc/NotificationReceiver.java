package dev.parley.store.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what other nodes say, and tells it to the listeners of this one. */
final class NotificationReceiver implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEventBus.class);

    /** How long nothing has to come until the connection is asked whether it lives. */
    private static final int QUIET_MILLIS = 10_000;

    private final CarrierConnection carrier;
    private final BusListeners listeners;
    private final UUID node;

    NotificationReceiver(CarrierConnection carrier, BusListeners listeners, UUID node) {
        this.carrier = carrier;
        this.listeners = listeners;
        this.node = node;
    }

    static void listen(Connection connection) throws SQLException {
        execute(connection, "LISTEN " + PostgresEventBus.CHANNEL);
    }

    @Override
    public void run() {
        @Nullable Connection connection = carrier.current();
        while (connection != null && !carrier.isClosed()) {
            try {
                hear(connection);
            } catch (SQLException | RuntimeException e) {
                connection = carrier.reopen(e);
                if (connection != null) {
                    listeners.tellLoss();
                }
            }
        }
    }

    private void hear(Connection connection) throws SQLException {
        PGNotification @Nullable [] notifications =
                connection.unwrap(PGConnection.class).getNotifications(QUIET_MILLIS);
        if (notifications == null || notifications.length == 0) {
            execute(connection, "SELECT 1");
            return;
        }
        for (PGNotification notification : notifications) {
            tell(notification.getParameter());
        }
    }

    private void tell(String payload) {
        SignalReader.Notice notice;
        try {
            notice = SignalReader.read(payload);
        } catch (IOException | RuntimeException e) {
            LOG.warn("A notification of {} characters was no signal that this version understands", payload.length());
            return;
        }
        if (notice.node().equals(node)) {
            return;
        }
        if (notice.signal() == null) {
            listeners.tellLoss();
        } else {
            listeners.tell(notice.signal());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        carrier.close();
    }
}
