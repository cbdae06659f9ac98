package dev.parley.testkit;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A bus that loses signals, around a real one: with it a host shows that its delivery does not rest on hints. What is lost
 * is heard by nobody, not even on the bus itself, and nobody is told of the loss. Thread-safe.
 */
public final class LossyEventBus implements EventBus {

    private final EventBus delegate;
    private final double share;
    private final Random random;
    private final AtomicLong lost = new AtomicLong();

    private LossyEventBus(EventBus delegate, double share, long seed) {
        this.delegate = delegate;
        this.share = share;
        this.random = new Random(seed);
    }

    /**
     * A bus that loses everything.
     *
     * @param delegate the bus that it wraps; closed with this one
     * @return the bus
     */
    public static LossyEventBus losingAll(EventBus delegate) {
        return new LossyEventBus(delegate, 1, 0);
    }

    /**
     * A bus that loses some signals, by chance.
     *
     * @param delegate the bus that it wraps; closed with this one
     * @param share how many of them, 0 for none to 1 for all
     * @param seed where chance begins; with the same seed the same signals of one thread are lost
     * @return the bus
     */
    public static LossyEventBus losing(EventBus delegate, double share, long seed) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share is " + share + " and must be 0 to 1");
        }
        return new LossyEventBus(delegate, share, seed);
    }

    /** {@return how many signals were lost until now} */
    public long lost() {
        return lost.get();
    }

    @Override
    public void publish(Signal signal) {
        // The chance is 0 or more and less than 1, so that nothing is lost of none and everything of all.
        if (random.nextDouble() < share) {
            lost.incrementAndGet();
        } else {
            delegate.publish(signal);
        }
    }

    @Override
    public Registration subscribe(Consumer<? super Signal> listener, Runnable onLoss) {
        return delegate.subscribe(listener, onLoss);
    }

    @Override
    public void close() {
        delegate.close();
    }
}
