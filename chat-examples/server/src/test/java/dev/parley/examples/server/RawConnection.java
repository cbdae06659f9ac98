package dev.parley.examples.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A socket to the server, for what no HTTP client would send. */
final class RawConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private boolean refused;

    RawConnection(URI server) {
        try {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(TIMEOUT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for a path exactly as it is written. */
    static RawAnswer get(URI server, String path, @Nullable String token) {
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(
                    "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                            + token + "\r\n\r\n");
            return connection.answer();
        }
    }

    void send(String ascii) {
        send(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends, unless the server has closed: it need not take what it has refused. */
    void sendAsFarAsItGoes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            refused = true;
        }
    }

    /** Whether the server took all that was sent as far as it goes. */
    boolean tookAll() {
        return !refused;
    }

    /** Reads until the server closes. */
    RawAnswer answer() {
        try {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getInputStream().transferTo(received);
        } catch (IOException e) {
            throw new UncheckedIOException("After " + received(), e);
        }
        return new RawAnswer(received());
    }

    /** Reads for a while, and tells whether the server has closed. */
    boolean closedWithin(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                received.write(b);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return refused;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What has come so far. */
    String received() {
        return received.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
