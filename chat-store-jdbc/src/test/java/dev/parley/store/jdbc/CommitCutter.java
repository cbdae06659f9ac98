package dev.parley.store.jdbc;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a client and PostgreSQL and cuts the connection at the next commit. */
final class CommitCutter implements AutoCloseable {

    /** Where the cut is made. */
    enum Cut {
        NONE,
        /** The server never sees the commit. */
        BEFORE,
        /** The server commits; the client never hears of it. */
        AFTER
    }

    private final ServerSocket door;
    private final int serverPort;
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NONE);
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "commit-cutter");
        thread.setDaemon(true);
        return thread;
    });

    CommitCutter(int serverPort) {
        this.serverPort = serverPort;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::acceptAll);
    }

    int port() {
        return door.getLocalPort();
    }

    void cutNextCommit(Cut cut) {
        next.set(cut);
    }

    boolean hasCut() {
        return next.get() == Cut.NONE;
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                Link link = new Link(client, server);
                threads.execute(link::toServer);
                threads.execute(link::toClient);
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }

    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean muted;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void toServer() {
            byte[] buffer = new byte[65_536];
            try (Closeable ignored = this::closeBoth) {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    boolean commit = new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("COMMIT");
                    Cut cut = commit ? next.getAndSet(Cut.NONE) : Cut.NONE;
                    if (cut == Cut.BEFORE) {
                        return;
                    }
                    muted = cut == Cut.AFTER;
                    out.write(buffer, 0, n);
                    if (muted) {
                        // Until the answer has come, which toClient swallows: it ends the connection.
                        in.read();
                        return;
                    }
                }
            } catch (IOException e) {
                // The other side is gone.
            }
        }

        private void toClient() {
            byte[] buffer = new byte[65_536];
            try (Closeable ignored = this::closeBoth) {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int n = in.read(buffer); n >= 0 && !muted; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                }
            } catch (IOException e) {
                // The other side is gone.
            }
        }

        private void closeBoth() throws IOException {
            client.close();
            server.close();
        }
    }
}
