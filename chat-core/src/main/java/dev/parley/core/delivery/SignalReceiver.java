package dev.parley.core.delivery;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who listens on one bus, and what they are told of the messages that its carrier brings, for who writes an
 * {@link EventBus}. Thread-safe.
 *
 * <p>A message of this bus itself is passed over, and so is one that came before. Where one is missing between two of the
 * same bus, listeners are told of the loss. What is no signal that this version understands is passed over; the first is
 * logged. The last {@value #MOST_NODES} buses heard are remembered.
 */
public final class SignalReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

    private static final int MOST_NODES = 1_024;

    private final UUID node;
    private final BusListeners listeners = new BusListeners();
    private final AtomicBoolean complained = new AtomicBoolean();

    /** The newest number of each bus. Guarded by itself. */
    private final Map<UUID, Integer> numbers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Integer> eldest) {
            return size() > MOST_NODES;
        }
    };

    /**
     * A receiver without listeners.
     *
     * @param node the bus that it belongs to
     */
    public SignalReceiver(UUID node) {
        this.node = node;
    }

    /**
     * Adds a listener. What it throws is logged and concerns nobody else.
     *
     * @param listener hears every signal
     * @param onLoss called when signals may have been lost
     * @return ends it when closed
     */
    public EventBus.Registration subscribe(Consumer<? super Signal> listener, Runnable onLoss) {
        return listeners.add(listener, onLoss);
    }

    /**
     * Tells the listeners a signal of this bus itself, in this thread.
     *
     * @param signal what
     */
    public void tell(Signal signal) {
        listeners.tell(signal);
    }

    /**
     * Takes a message, and tells the listeners in this thread. One message at a time, in the order of the carrier.
     *
     * @param message as it came
     */
    public void receive(byte[] message) {
        SignalNotice notice;
        try {
            notice = SignalCodec.decode(message);
        } catch (IOException e) {
            passOver(message.length);
            return;
        }
        if (notice.node().equals(node)) {
            return;
        }
        int step = step(notice);
        if (step <= 0) {
            return;
        }
        if (step > 1 || notice.signal() == null) {
            listeners.tellLoss();
        }
        if (notice.signal() != null) {
            listeners.tell(notice.signal());
        }
    }

    /**
     * Passes over what came from the carrier and is no signal.
     *
     * @param length how long it was
     */
    public void passOver(int length) {
        String words = "A message of {} bytes was no signal that this version understands";
        if (complained.compareAndSet(false, true)) {
            LOG.warn(words + "; of more like it nothing will be said", length);
        } else {
            LOG.debug(words, length);
        }
    }

    /** How much further a bus is with it: 1, or more where some are missing; 0 or less if it was heard before. */
    private int step(SignalNotice notice) {
        synchronized (numbers) {
            @Nullable Integer before = numbers.get(notice.node());
            int step = before == null ? 1 : notice.number() - before;
            if (step > 0) {
                numbers.put(notice.node(), notice.number());
            }
            return step;
        }
    }

    /** Tells the listeners that signals may have been lost, when the carrier was away for example. */
    public void lost() {
        synchronized (numbers) {
            numbers.clear();
        }
        listeners.tellLoss();
    }

    /** Lets go of all listeners. */
    public void clear() {
        listeners.clear();
    }
}
