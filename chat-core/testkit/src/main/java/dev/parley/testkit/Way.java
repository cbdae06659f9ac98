package dev.parley.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** What the way between a client and a server is like for a while. Thread-safe. */
final class Way {

    private static final int PIECE = 16_384;
    private static final double NANOS_PER_SECOND = 1e9;

    private enum Kind {
        CLEAR,
        BLOCKED,
        ANSWERS_BLOCKED,
        MUTE,
        CLOSED
    }

    private final Kind kind;
    private final int piece;
    private final Duration delay;
    private final Duration jitter;
    private final double bytesPerSecond;
    private final CountDownLatch left = new CountDownLatch(1);

    private Way(Kind kind, int piece, Duration delay, Duration jitter, double bytesPerSecond) {
        this.kind = kind;
        this.piece = piece;
        this.delay = delay;
        this.jitter = jitter;
        this.bytesPerSecond = bytesPerSecond;
    }

    private static Way of(Kind kind) {
        return new Way(kind, PIECE, Duration.ZERO, Duration.ZERO, Double.POSITIVE_INFINITY);
    }

    static Way clear() {
        return of(Kind.CLEAR);
    }

    static Way blocked() {
        return of(Kind.BLOCKED);
    }

    static Way answersBlocked() {
        return of(Kind.ANSWERS_BLOCKED);
    }

    static Way mute() {
        return of(Kind.MUTE);
    }

    static Way closed() {
        return of(Kind.CLOSED);
    }

    static Way sliced() {
        return new Way(Kind.CLEAR, 1, Duration.ZERO, Duration.ZERO, Double.POSITIVE_INFINITY);
    }

    static Way slow(Duration delay, Duration jitter, int bytesPerSecond) {
        if (bytesPerSecond <= 0) {
            throw new IllegalArgumentException("bytesPerSecond must be more than 0");
        }
        if (jitter.isNegative() || jitter.compareTo(delay) > 0) {
            throw new IllegalArgumentException("jitter must be from 0 to the delay");
        }
        return new Way(Kind.CLEAR, PIECE, delay, jitter, bytesPerSecond);
    }

    boolean isMute() {
        return kind == Kind.MUTE;
    }

    boolean isClosed() {
        return kind == Kind.CLOSED;
    }

    /** How many bytes go at a time. */
    int piece() {
        return piece;
    }

    /** Waits until so many bytes may pass, which are of an answer or not. */
    void pass(int bytes, boolean answer) throws InterruptedException {
        if (kind == Kind.BLOCKED || (answer && kind == Kind.ANSWERS_BLOCKED)) {
            left.await();
            return;
        }
        long later = ThreadLocalRandom.current().nextLong(-jitter.toNanos(), jitter.toNanos() + 1);
        long nanos = delay.toNanos() + later + (long) (bytes / bytesPerSecond * NANOS_PER_SECOND);
        if (nanos > 0) {
            left.await(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Lets go whoever waits on this way. */
    void leave() {
        left.countDown();
    }
}
