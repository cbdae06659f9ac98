package dev.parley.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One connection through a {@link FaultyProxy}. Thread-safe. */
final class ProxiedConnection {

    private static final int BUFFER = 16_384;

    private final Socket client;
    private final Socket server = new Socket();
    private final Supplier<Way> way;
    private final Consumer<ProxiedConnection> atEnd;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean mute;

    ProxiedConnection(Socket client, Supplier<Way> way, Consumer<ProxiedConnection> atEnd) throws IOException {
        this.client = client;
        this.way = way;
        this.atEnd = atEnd;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    /** Begins to carry; a server that is not there resets the client, as it would without a proxy. */
    void open(InetSocketAddress address, Executor threads) {
        threads.execute(() -> {
            try {
                server.connect(address);
            } catch (IOException e) {
                reset();
                return;
            }
            threads.execute(() -> carry(server, client));
            carry(client, server);
        });
    }

    /** From now on nothing comes through, and nothing tells so. */
    void mute() {
        mute = true;
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                forward(buffer, n, out, from == server);
            }
            if (mute) {
                reset();
            } else {
                to.shutdownOutput();
                leave();
            }
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    /** The fault is looked at for every piece: it may come or go in the middle of an answer. */
    private void forward(byte[] buffer, int length, OutputStream out, boolean answer)
            throws IOException, InterruptedException {
        int sent = 0;
        while (sent < length && !mute) {
            Way now = way.get();
            int size = Math.min(now.piece(), length - sent);
            now.pass(size, answer);
            if (!mute && now == way.get()) {
                out.write(buffer, sent, size);
                out.flush();
                sent += size;
            }
        }
    }

    private void leave() throws IOException {
        if (ended.getAndSet(true)) {
            atEnd.accept(this);
            client.close();
            server.close();
        }
    }

    /** Ends both sides with a reset rather than a farewell. */
    void reset() {
        atEnd.accept(this);
        end(client);
        end(server);
    }

    private static void end(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }
}
