package dev.parley.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a client and a server that talk over TCP, and does to the way between them what networks do. Listens on a free
 * port of the loopback address. A fault holds until {@link #heal}, for open connections and for new ones alike. Two threads for
 * each connection, all daemons. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {

    private static final int BACKLOG = 512;

    private final InetSocketAddress server;
    private final ServerSocket door;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "faulty-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Way way = Way.clear();

    private FaultyProxy(InetSocketAddress server) {
        this.server = server;
        try {
            this.door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::acceptAll);
    }

    /**
     * A proxy that does no harm yet.
     *
     * @param host of the server
     * @param port of the server
     * @return the proxy
     */
    public static FaultyProxy to(String host, int port) {
        return new FaultyProxy(new InetSocketAddress(host, port));
    }

    /** {@return where it listens, on the loopback address} */
    public int port() {
        return door.getLocalPort();
    }

    /** {@return how many connections are open} */
    public int connections() {
        return connections.size();
    }

    /** A black hole: nothing comes through, in either direction, and no connection ends. After it, all of it comes. */
    public void pause() {
        become(Way.blocked());
    }

    /** What the client asks comes through and is done; no answer does. After it, all of them come, unless they were cut off. */
    public void pauseAnswers() {
        become(Way.answersBlocked());
    }

    /**
     * A bad line: each piece, of 16 KB at most, arrives late.
     *
     * @param delay how late, at least
     * @param bytesPerSecond how much comes through, in each direction; more than 0
     */
    public void slow(Duration delay, int bytesPerSecond) {
        slow(delay, Duration.ZERO, bytesPerSecond);
    }

    /**
     * A bad line whose delay changes: each piece, of 16 KB at most, arrives late by another time.
     *
     * @param delay how late, on average
     * @param jitter how much earlier or later than that, at most; not more than the delay
     * @param bytesPerSecond how much comes through, in each direction; more than 0
     */
    public void slow(Duration delay, Duration jitter, int bytesPerSecond) {
        become(Way.slow(delay, jitter, bytesPerSecond));
    }

    /** Every byte is sent by itself: answers arrive in the smallest pieces. */
    public void slice() {
        become(Way.sliced());
    }

    /**
     * The server has forgotten its connections, and new ones are accepted and not answered. Connections of this time stay mute
     * after it too.
     */
    public void halfOpen() {
        become(Way.mute());
        connections.forEach(ProxiedConnection::mute);
    }

    /** Resets all open connections, once. New ones come through, unless another fault holds. */
    public void cut() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Resets all open connections, and every new one at once. */
    public void refuse() {
        become(Way.closed());
        cut();
    }

    /** No fault any more. */
    public void heal() {
        become(Way.clear());
    }

    private void become(Way next) {
        Way before = way;
        way = next;
        before.leave();
    }

    private void acceptAll() {
        while (!door.isClosed()) {
            try {
                accept(door.accept());
            } catch (IOException e) {
                // The client is gone, the server is not there, or this proxy is closed.
            }
        }
    }

    private void accept(Socket client) throws IOException {
        ProxiedConnection connection = new ProxiedConnection(client, () -> way, connections::remove);
        connections.add(connection);
        if (way.isClosed()) {
            connection.reset();
            return;
        }
        if (way.isMute()) {
            connection.mute();
        }
        connection.open(server, threads);
    }

    /** Resets all connections, and listens no more. */
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            heal();
            cut();
            threads.shutdownNow();
        }
    }
}
