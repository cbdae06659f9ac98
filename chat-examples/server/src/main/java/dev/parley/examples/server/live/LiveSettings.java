package dev.parley.examples.server.live;

import java.time.Duration;

/**
 * The bounds on live connections. Immutable.
 *
 * @param heartbeat after how long without an event a sign of life is written
 * @param stall how long one write may take before the connection is cut; nothing else cuts a reader that is slow
 * @param authentication how long a socket may take to say whose it is
 * @param closing how long connections may take to be told of a stop
 * @param maxSubscriptions how many conversations on one socket
 * @param maxUnauthenticated how many sockets may be waiting to say whose they are
 */
public record LiveSettings(
        Duration heartbeat,
        Duration stall,
        Duration authentication,
        Duration closing,
        int maxSubscriptions,
        int maxUnauthenticated) {

    /** The defaults. */
    public static final LiveSettings DEFAULT = new LiveSettings(
            Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(5), 100, 1_000);

    /**
     * For the idle time-out of a connection, which ends sockets that are only quiet, too. Bytes are at most a heartbeat and
     * a stall apart while the bounds above are kept, so it is twice that and left to ends that they do not see.
     */
    Duration idle() {
        return heartbeat.plus(stall).multipliedBy(2);
    }

    /**
     * The same with another heartbeat.
     *
     * @param value as in the record
     * @return new settings
     */
    public LiveSettings withHeartbeat(Duration value) {
        return new LiveSettings(value, stall, authentication, closing, maxSubscriptions, maxUnauthenticated);
    }

    /**
     * The same with another patience for writes.
     *
     * @param value as in the record
     * @return new settings
     */
    public LiveSettings withStall(Duration value) {
        return new LiveSettings(heartbeat, value, authentication, closing, maxSubscriptions, maxUnauthenticated);
    }

    /**
     * The same with another patience for authentication.
     *
     * @param value as in the record
     * @return new settings
     */
    public LiveSettings withAuthentication(Duration value) {
        return new LiveSettings(heartbeat, stall, value, closing, maxSubscriptions, maxUnauthenticated);
    }

    /**
     * The same with other numbers for sockets.
     *
     * @param subscriptions as in the record
     * @param unauthenticated as in the record
     * @return new settings
     */
    public LiveSettings withSocketBounds(int subscriptions, int unauthenticated) {
        return new LiveSettings(heartbeat, stall, authentication, closing, subscriptions, unauthenticated);
    }
}
