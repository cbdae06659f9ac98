package dev.parley.examples.server.live;

import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.message.ConversationId;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All live connections of this server: a few threads that encode and a clock, however many connections there are.
 * Thread-safe.
 */
public final class LiveConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConnections.class);

    private static final int WORKERS = 8;
    private static final long LONGEST_TICK_MILLIS = 500;
    private static final Duration FORGET = Duration.ofSeconds(10);

    private final LiveSettings settings;
    private final EventEncoder encoder;
    private final Set<LiveConnection> open = ConcurrentHashMap.newKeySet();
    private final Set<LiveSocket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<LiveSocket> unauthenticated = ConcurrentHashMap.newKeySet();
    private final AtomicInteger streams = new AtomicInteger();
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, r -> daemon(r, "live"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(r -> daemon(r, "live-clock"));
    private final ScheduledFuture<?> ticking;
    /** When the encoder last forgot; for the clock alone. */
    private long forgotten = System.nanoTime();

    /**
     * No connections as yet.
     *
     * @param settings the bounds
     * @param encoder says how events look
     */
    public LiveConnections(LiveSettings settings, EventEncoder encoder) {
        this.settings = settings;
        this.encoder = encoder;
        long tick = Math.min(LONGEST_TICK_MILLIS, settings.heartbeat().toMillis() / 2);
        ticking = clock.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Answers a request with a stream of server-sent events.
     *
     * @param ctx the request; nothing was answered yet
     * @param conversation the conversation
     * @param reader who reads
     * @param subscription what is streamed; closed when the stream has ended
     */
    public void stream(Context ctx, ConversationId conversation, Principal reader, Subscription subscription) {
        SseWire wire = new SseWire(ctx, settings.idle(), streams::decrementAndGet);
        streams.incrementAndGet();
        LiveConnection connection = new LiveConnection(wire, this);
        connection.openWriting();
        open.add(connection);
        connection.add(new Feed(conversation, reader, subscription));
        connection.finish(Closing.DONE);
        wire.start(connection);
    }

    LiveConnection socket(SocketWire wire, LiveSocket socket) {
        LiveConnection connection = new LiveConnection(wire, this);
        open.add(connection);
        sockets.add(socket);
        unauthenticated.add(socket);
        return connection;
    }

    void authenticated(LiveSocket socket) {
        unauthenticated.remove(socket);
    }

    int unauthenticated() {
        return unauthenticated.size();
    }

    void gone(LiveSocket socket) {
        sockets.remove(socket);
        unauthenticated.remove(socket);
    }

    /** {@return how many connections there are, of either kind} */
    public int count() {
        return open.size();
    }

    /** {@return how many requests are being answered with a stream} */
    public int streams() {
        return streams.get();
    }

    LiveSettings settings() {
        return settings;
    }

    EventEncoder encoder() {
        return encoder;
    }

    void run(Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("An event came after the end", e);
        }
    }

    private void tick() {
        try {
            long now = System.nanoTime();
            open.forEach(connection -> connection.tick(now, settings.heartbeat(), settings.stall()));
            sockets.forEach(socket -> socket.tick(now));
            if (now - forgotten > FORGET.toNanos()) {
                forgotten = now;
                encoder.forget();
            }
        } catch (RuntimeException e) {
            // Thrown on, it would end the clock for all connections.
            LOG.error("The clock of the live connections failed", e);
        }
    }

    void closed(LiveConnection connection) {
        open.remove(connection);
        synchronized (this) {
            notifyAll();
        }
    }

    /** Lets connections whose subscriptions have ended write what they have, cuts the rest, and ends. */
    @Override
    public void close() {
        open.forEach(connection -> connection.finish(Closing.STOPPING));
        try {
            awaitNone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(LiveConnection::cut);
        ticking.cancel(false);
        clock.shutdown();
        workers.shutdown();
    }

    private synchronized void awaitNone() throws InterruptedException {
        long end = System.nanoTime() + settings.closing().toNanos();
        for (long left = settings.closing().toMillis(); !open.isEmpty() && left > 0; left = millisUntil(end)) {
            wait(left);
        }
    }

    private static long millisUntil(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
}
