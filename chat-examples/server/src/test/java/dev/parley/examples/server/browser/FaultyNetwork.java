package dev.parley.examples.server.browser;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way from a browser to a server, which can be broken. Browsers keep their address over all of it. */
final class FaultyNetwork implements AutoCloseable {

    private enum State {
        UP,
        /** Nothing passes, and nobody is told. What was under way stays under way, as TCP has it. */
        SILENT,
        /** Every connection is reset. */
        DOWN
    }

    private static final int BUFFER_BYTES = 65_536;

    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "network");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Link> links = new HashSet<>();
    private State state = State.UP;
    private int serverPort;
    private @Nullable Pattern fatalRequest;
    private int cutsLeft;
    private boolean fatalToAll;

    FaultyNetwork(URI server) {
        serverPort = server.getPort();
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::acceptAll);
    }

    /** Where browsers find the server. */
    URI address() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** Leads to another server from now on. */
    synchronized void leadTo(URI server) {
        serverPort = server.getPort();
    }

    synchronized void silence() {
        state = State.SILENT;
    }

    /** Resets every connection, and those that are tried. */
    void cut() {
        List<Link> cut;
        synchronized (this) {
            state = State.DOWN;
            cut = List.copyOf(links);
            notifyAll();
        }
        cut.forEach(Link::reset);
    }

    /**
     * Resets the next connections on which a request with this beginning is answered, before the answer passes. A browser
     * that has used a connection before sends the request again by itself, without the page: one is too few.
     */
    synchronized void cutAnswersTo(String request, int count) {
        fatalRequest = Pattern.compile(request);
        cutsLeft = count;
        fatalToAll = false;
    }

    /** Does that with the next one, and cuts everything else too at that moment. */
    synchronized void cutFrom(String request) {
        cutAnswersTo(request, 1);
        fatalToAll = true;
    }

    /** Whether that has happened. */
    synchronized boolean hasCut() {
        return cutsLeft == 0;
    }

    synchronized void restore() {
        state = State.UP;
        notifyAll();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = door.accept();
                threads.execute(() -> connect(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket client) {
        Link link = new Link(client);
        try {
            int port;
            synchronized (this) {
                links.add(link);
                awaitPassage();
                port = serverPort;
            }
            link.to(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (IOException | InterruptedException e) {
            link.reset();
        }
    }

    /** Waits out a silence; fails if the way is cut. */
    private synchronized void awaitPassage() throws IOException, InterruptedException {
        while (state == State.SILENT) {
            wait();
        }
        if (state == State.DOWN) {
            throw new IOException("Cut");
        }
    }

    private void doom(Link link) {
        link.reset();
        if (isFatalToAll()) {
            cut();
        }
        synchronized (this) {
            cutsLeft = Math.max(0, cutsLeft - 1);
        }
    }

    private synchronized boolean isFatalToAll() {
        return fatalToAll && cutsLeft > 0;
    }

    private synchronized boolean isFatal(String bytes) {
        return cutsLeft > 0
                && fatalRequest != null
                && fatalRequest.matcher(bytes).lookingAt();
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
        threads.shutdownNow();
    }

    private final class Link {
        private final Socket client;
        private volatile @Nullable Socket server;
        private volatile boolean doomed;

        Link(Socket client) {
            this.client = client;
        }

        void to(Socket accepted) throws IOException {
            server = accepted;
            InputStream fromClient = client.getInputStream();
            OutputStream toServer = accepted.getOutputStream();
            InputStream fromServer = accepted.getInputStream();
            OutputStream toClient = client.getOutputStream();
            threads.execute(() -> pass(fromClient, toServer, true));
            threads.execute(() -> pass(fromServer, toClient, false));
        }

        private void pass(InputStream in, OutputStream out, boolean request) {
            byte[] buffer = new byte[BUFFER_BYTES];
            try (Closeable ignored = this::end) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    awaitPassage();
                    if (request) {
                        doomed |= isFatal(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                    } else if (doomed) {
                        doom(this);
                        return;
                    }
                    out.write(buffer, 0, n);
                }
                // The end of a connection is silent too.
                awaitPassage();
            } catch (IOException e) {
                // The other side is gone.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void reset() {
            resetAtClose(client);
            Socket there = server;
            if (there != null) {
                resetAtClose(there);
            }
            end();
        }

        private static void resetAtClose(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // It is closed, which is what is wanted.
            }
        }

        private void end() {
            synchronized (FaultyNetwork.this) {
                links.remove(this);
            }
            try {
                client.close();
                Socket there = server;
                if (there != null) {
                    there.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
