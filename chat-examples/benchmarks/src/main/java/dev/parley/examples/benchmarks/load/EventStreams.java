package dev.parley.examples.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Thousands of streams of server-sent events, read by one thread. */
final class EventStreams implements AutoCloseable {

    private static final int READ_BYTES = 64 * 1024;
    /** The kernel takes it for a wish and makes it a little more. */
    private static final int STALLED_RECEIVE_BYTES = 4 * 1024;

    private final InetSocketAddress server;
    private final Deliveries deliveries;
    private final Selector selector = Selector.open();
    private final Queue<EventStream> entering = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;

    EventStreams(URI server, Deliveries deliveries) throws IOException {
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.deliveries = deliveries;
        new Thread(this::readAll, "streams").start();
    }

    /** Asks for a stream and returns when it has begun. */
    EventStream open(Room room, Api.User user, long after, boolean stalls) throws IOException {
        SocketChannel channel = SocketChannel.open();
        if (stalls) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, STALLED_RECEIVE_BYTES);
        }
        channel.connect(server);
        String request = "GET /api/conversations/" + room.id() + "/events?after=" + after + " HTTP/1.1\r\nHost: "
                + server.getHostString() + "\r\nAuthorization: Bearer " + user.token() + "\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        EventStream stream = new EventStream(channel, room, after, stalls, deliveries);
        entering.add(stream);
        selector.wakeup();
        stream.opened.join();
        return stream;
    }

    private void readAll() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        try (selector) {
            while (!closing) {
                selector.select(key -> ((EventStream) key.attachment()).read(key, buffer));
                for (EventStream stream = entering.poll(); stream != null; stream = entering.poll()) {
                    stream.channel.register(selector, SelectionKey.OP_READ, stream);
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
    }
}
