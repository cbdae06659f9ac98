package dev.parley.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
    private final Supplier<String> loss;
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUE);
    private volatile boolean lost;

    NotificationSender(CarrierConnection carrier, Supplier<String> loss) {
        this.carrier = carrier;
        this.loss = loss;
    }

    /** Takes a payload, or drops it. Never waits. */
    void send(String payload) {
        if (!queue.offer(payload)) {
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
    private List<String> nextBatch() throws InterruptedException {
        List<String> batch = new ArrayList<>();
        String first = queue.poll(lost ? 0 : IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (lost) {
            lost = false;
            batch.add(loss.get());
        }
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, BATCH - 1);
        }
        return batch;
    }

    private static void notifyOthers(Connection connection, List<String> payloads) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOTIFY)) {
            statement.setArray(1, connection.createArrayOf("text", payloads.toArray()));
            statement.execute();
        }
    }

    /** Whoever waits for something to send gets something, and finds the connection gone. */
    @Override
    public void close() {
        carrier.close();
        send("");
    }
}
