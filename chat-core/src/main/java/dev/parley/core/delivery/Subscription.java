package dev.parley.core.delivery;

import dev.parley.core.time.Deadline;
import java.util.List;

/**
 * A conversation as one subscriber follows it. It holds its cursor and next to nothing else: who is slow reads from the
 * log later and slows nobody down. For one consumer; {@link #close}, {@link #cursor} and {@link #onReady} may be called
 * from any thread.
 */
public interface Subscription extends AutoCloseable {

    /**
     * Takes what there is. Never blocks.
     *
     * @param max how many events at most, 1 or more
     * @return the events, none if there is nothing for now; the last one ever is {@link LiveEvent.Ended}
     */
    List<LiveEvent> poll(int max);

    /**
     * Takes what there is, and waits for it if there is nothing.
     *
     * @param max how many events at most, 1 or more
     * @param deadline until when to wait
     * @return the events, none if there was nothing until then or the thread was interrupted
     */
    List<LiveEvent> take(int max, Deadline deadline);

    /**
     * Sets what is run when there may be something to poll after a poll gave nothing. It is run once for each poll that
     * gave nothing, at once if there may be something already. Once a poll has given nothing it may run again in another
     * thread, so that poll is the last thing to do in it.
     *
     * @param action quick, must not block: it may poll, and start to write what it got; what it throws is logged
     */
    void onReady(Runnable action);

    /** {@return the sequence number of the last entry that was given out: where to go on from} */
    long cursor();

    /** Ends it. Nothing more comes, not even {@link LiveEvent.Ended}: who polls on gets nothing, as if nothing happened. */
    @Override
    void close();
}
