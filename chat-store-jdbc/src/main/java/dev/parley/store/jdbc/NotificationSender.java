package dev.parley.store.jdbc;

import dev.parley.core.delivery.SignalCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends what has queued up, in one statement each time: commits that notify take a lock of the whole server, so the fewer
 * the better. What can't be sent is dropped, and that it was is told as soon as possible.
 */
final class NotificationSender implements Runnable, AutoCloseable {

    /** At 8 kB each, 32 MB at most. */
    static final int QUEUE = 4_096;

    private static final int BATCH = 256;
    private static final long IDLE_MILLIS = 10_000;

    private static final String NOTIFY =
            "SELECT count(pg_notify('" + PostgresEventBus.CHANNEL + "', payload)) FROM unnest(?) AS payload";

    private final CarrierConnection carrier;
    private final SignalCodec codec;
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);
    private volatile boolean lost;

    NotificationSender(CarrierConnection carrier, SignalCodec codec) {
        this.carrier = carrier;
        this.codec = codec;
    }

    /** Takes a message, or drops it. Never waits. */
    void send(byte[] message) {
        if (!queue.offer(message)) {
            lost = true;
        }
    }

    @Override
    public void run() {
        @Nullable Connection connection = carrier.current();
        while (connection != null && !carrier.isClosed()) {
            try {
                notifyOthers(connection, nextBatch());
            } catch (SQLException | RuntimeException e) {
                // Some may have been sent: sending again would make listeners hear twice.
                lost = true;
                connection = carrier.reopen(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Empty when nothing came for a while: then it is time to see whether the connection lives. */
    private List<byte[]> nextBatch() throws InterruptedException {
        List<byte[]> batch = new ArrayList<>();
        byte @Nullable [] first = queue.poll(lost ? 0 : IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (lost) {
            lost = false;
            batch.add(codec.loss());
        }
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, BATCH - 1);
        }
        return batch;
    }

    /** In Base64, for the encoding of a database may know no more than ASCII. */
    private void notifyOthers(Connection connection, List<byte[]> messages) throws SQLException {
        Object[] payloads = messages.stream()
                .map(message -> Base64.getEncoder().encodeToString(codec.numbered(message)))
                .toArray();
        try (PreparedStatement statement = connection.prepareStatement(NOTIFY)) {
            statement.setArray(1, connection.createArrayOf("text", payloads));
            statement.execute();
        }
    }

    /** Whoever waits for something to send gets something, and finds the connection gone. */
    @Override
    public void close() {
        carrier.close();
        send(codec.loss());
    }
}
