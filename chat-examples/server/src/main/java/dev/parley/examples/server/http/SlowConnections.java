package dev.parley.examples.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Closes connections that take too long to send the head of a request. Jetty's idle timeout counts from the last byte, so
 * a client that sends one byte a second would hold a connection for ever. Here the time runs from the first byte of a
 * request until its handling begins. A connection that sends nothing is left to the idle timeout.
 */
final class SlowConnections extends AbstractLifeCycle implements Connection.Listener, HttpConfiguration.Customizer {

    private static final long SWEEP_MILLIS = 500;

    private final ServerConnector connector;
    private final long patienceNanos;
    /** The connections that wait for the head of a request. */
    private final Map<Connection, Wait> waits = new ConcurrentHashMap<>();

    /**
     * A connection waits for the head of a request.
     *
     * @param bytesBefore how many bytes it had received when it began to wait
     * @param firstByte when the first byte after that was noticed; 0 as long as there is none
     */
    private record Wait(long bytesBefore, long firstByte) {}

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
        waits.forEach((connection, wait) -> {
            if (wait.firstByte() == 0) {
                if (connection.getBytesIn() > wait.bytesBefore()) {
                    waits.replace(connection, wait, new Wait(wait.bytesBefore(), now));
                }
            } else if (now - wait.firstByte() > patienceNanos && waits.remove(connection, wait)) {
                // Removed before it is closed: a request whose head came in just now keeps its connection.
                connection.getEndPoint().close();
            }
        });
        if (isRunning() || isStarting()) {
            schedule();
        }
    }

    @Override
    public void onOpened(Connection connection) {
        // A WebSocket opens as another connection in the place of the one that asked for it, and never sends a head.
        if (connection instanceof ConnectionMetaData) {
            waits.put(connection, new Wait(0, 0));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        waits.remove(connection);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        Connection connection = request.getConnectionMetaData().getConnection();
        waits.remove(connection);
        Request.addCompletionListener(request, failure -> {
            waits.put(connection, new Wait(connection.getBytesIn(), 0));
            // It may have been closed or become a WebSocket in between, and would then stay here for ever.
            EndPoint endPoint = connection.getEndPoint();
            if (!endPoint.isOpen() || endPoint.getConnection() != connection) {
                waits.remove(connection);
            }
        });
        return request;
    }
}
