package dev.parley.examples.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Closes connections that take too long to send the head of a request. Jetty's idle timeout counts from the last byte, so
 * a client that sends one byte a second would hold a connection for ever. Counted is the time since the connection was
 * opened or its last answer was complete; while a request is handled nothing is counted.
 */
final class SlowConnections extends AbstractLifeCycle implements Connection.Listener, HttpConfiguration.Customizer {

    private static final long SWEEP_MILLIS = 1_000;

    private final ServerConnector connector;
    private final long patienceNanos;
    /** Since when each connection waits for the head of a request; absent while it is handled. */
    private final Map<Connection, Long> waitingSince = new ConcurrentHashMap<>();

    private SlowConnections(ServerConnector connector, Duration patience) {
        this.connector = connector;
        this.patienceNanos = patience.toNanos();
    }

    /** Watches the connections of a connector. */
    static void watch(ServerConnector connector, HttpConfiguration http, Duration patience) {
        SlowConnections watch = new SlowConnections(connector, patience);
        http.addCustomizer(watch);
        connector.addBean(watch, true);
    }

    @Override
    protected void doStart() {
        schedule();
    }

    private void schedule() {
        connector.getScheduler().schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        long now = System.nanoTime();
        waitingSince.forEach((connection, since) -> {
            // Removed first, with the value that was judged: a request that has just come in keeps its connection.
            if (now - since > patienceNanos && waitingSince.remove(connection, since)) {
                connection.getEndPoint().close();
            }
        });
        if (isRunning() || isStarting()) {
            schedule();
        }
    }

    @Override
    public void onOpened(Connection connection) {
        if (connector.getDefaultConnectionFactory() instanceof HttpConnectionFactory) {
            waitingSince.put(connection, System.nanoTime());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        waitingSince.remove(connection);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        Connection connection = request.getConnectionMetaData().getConnection();
        waitingSince.remove(connection);
        Request.addCompletionListener(request, failure -> {
            if (connection.getEndPoint().isOpen()) {
                waitingSince.put(connection, System.nanoTime());
            }
        });
        return request;
    }
}
