package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A WebSocket to the server. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<ObjectNode> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final Semaphore pings = new Semaphore(0);
    private final WebSocket socket;
    private volatile boolean reading = true;

    private SocketClient(URI server, String... headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        URI uri = URI.create("ws://" + server.getAuthority() + "/api/socket");
        socket = builder.buildAsync(uri, this).join();
    }

    /** Opens a socket that takes nothing more. */
    static SocketClient stalled(TestServer server, Client user, String conversation) {
        SocketClient client = open(server, user);
        client.reading = false;
        client.subscribe(conversation, 0);
        return client;
    }

    /** Opens a socket that has not said whose it is. */
    static SocketClient open(TestServer server, String... headers) {
        return new SocketClient(server.address(), headers);
    }

    /** Opens a socket of a user. */
    static SocketClient open(TestServer server, Client user) {
        SocketClient client = open(server);
        client.authenticate(user);
        return client;
    }

    void authenticate(Client user) {
        send("{'auth':'" + user.token() + "'}");
    }

    void subscribe(String conversation, long after) {
        send("{'subscribe':{'conversation':'" + conversation + "','after':" + after + "}}");
    }

    void unsubscribe(String conversation) {
        send("{'unsubscribe':{'conversation':'" + conversation + "'}}");
    }

    /** Requires that the socket is still open after a time. */
    void staysOpenFor(Duration time) {
        assertThat(closed).failsWithin(time).withThrowableOfType(TimeoutException.class);
    }

    /** Sends JSON that is written with single quotes. */
    void send(String text) {
        socket.sendText(text.replace('\'', '"'), true).join();
    }

    void sendBinary() {
        socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            events.add(Client.parse(partial.toString()));
            partial.setLength(0);
        }
        if (reading) {
            webSocket.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
        pings.release();
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    /** The next event. */
    ObjectNode next() {
        try {
            ObjectNode event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event).as("an event").isNotNull();
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The events up to one, which is the last of them. */
    List<ObjectNode> until(Predicate<ObjectNode> last) {
        List<ObjectNode> all = new ArrayList<>();
        do {
            all.add(next());
        } while (!last.test(all.get(all.size() - 1)));
        return all;
    }

    /** Expects the next event to be an error with this code. */
    ObjectNode nextIsError(String code) {
        ObjectNode event = next();
        assertThat(event.path("event").asText()).as("%s", event).isEqualTo("error");
        assertThat(event.at("/data/code").asText()).isEqualTo(code);
        return event;
    }

    /** Waits for so many signs of life. */
    void awaitPings(int count) throws InterruptedException {
        assertThat(pings.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Waits for the server to close and gives its code. */
    int closeCode() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
