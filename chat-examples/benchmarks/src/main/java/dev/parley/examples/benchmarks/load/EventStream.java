package dev.parley.examples.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/** One stream. It is read by one thread. */
final class EventStream {

    private static final String ID = "id: ";
    private static final String DATA = "data: ";
    private static final String TEXT = "\"text\":\"";

    final Room room;
    final SocketChannel channel;
    /** Whether it reads nothing but the head of the answer. */
    final boolean stalls;
    /** Done when the head of the answer was read. */
    final CompletableFuture<Void> opened = new CompletableFuture<>();

    private final Deliveries deliveries;
    private final ChunkedLines lines = new ChunkedLines(this::head, this::body);
    private String status = "";
    private volatile long last;
    private long arriving;

    /**
     * A stream that was asked for.
     *
     * @param channel on which it was
     * @param room which it follows
     * @param after behind which number it begins
     * @param stalls whether it reads nothing but the head
     * @param deliveries hears of what arrives
     */
    EventStream(SocketChannel channel, Room room, long after, boolean stalls, Deliveries deliveries) {
        this.channel = channel;
        this.room = room;
        this.last = after;
        this.stalls = stalls;
        this.deliveries = deliveries;
    }

    int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** {@return how many messages of the room it has not got} */
    long behind() {
        return Math.max(0, room.head() - last);
    }

    /** Reads what there is. */
    void read(SelectionKey key, ByteBuffer buffer) {
        try {
            int count = channel.read(buffer.clear().limit(stalls ? 1 : buffer.capacity()));
            lines.accept(buffer.flip());
            if (count < 0) {
                throw new IOException("The server ended the stream");
            }
            if (stalls && opened.isDone()) {
                key.interestOps(0);
            }
        } catch (IOException | RuntimeException e) {
            key.cancel();
            deliveries.broke();
            opened.completeExceptionally(e);
        }
    }

    private void head(String line) {
        if (status.isEmpty()) {
            status = line;
        } else if (line.isEmpty() && status.startsWith("HTTP/1.1 200")) {
            opened.complete(null);
        } else if (line.isEmpty()) {
            opened.completeExceptionally(new IOException("The server answered " + status));
        }
    }

    private void body(String line) {
        if (line.startsWith(ID)) {
            arriving = Long.parseLong(line, ID.length(), line.length(), 10);
        } else if (line.startsWith(DATA) && arriving > 0) {
            deliveries.stepped(last, arriving);
            deliveries.arrived(Stamp.read(line.substring(line.indexOf(TEXT))));
            last = arriving;
            arriving = 0;
        }
    }
}
