package dev.parley.store.jdbc;

import dev.parley.core.delivery.SignalReceiver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears what other nodes say, and tells it to the listeners of this one. */
final class NotificationReceiver implements Runnable, AutoCloseable {

    /** How long nothing has to come until the connection is asked whether it lives. */
    private static final int QUIET_MILLIS = 10_000;

    private final CarrierConnection carrier;
    private final SignalReceiver receiver;

    NotificationReceiver(CarrierConnection carrier, SignalReceiver receiver) {
        this.carrier = carrier;
        this.receiver = receiver;
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
                    receiver.lost();
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
        byte[] message;
        try {
            message = Base64.getDecoder().decode(payload);
        } catch (IllegalArgumentException e) {
            receiver.passOver(payload.length());
            return;
        }
        receiver.receive(message);
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
