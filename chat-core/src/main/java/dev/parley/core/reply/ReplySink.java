package dev.parley.core.reply;

/** Takes what a responder says, as it says it. For the thread of the responder only. */
@FunctionalInterface
public interface ReplySink {

    /**
     * Says something more. It is kept and shown in batches, within about a tenth of a second.
     *
     * @param text the next words; may be empty, and may end between the halves of a surrogate pair
     * @throws java.util.concurrent.CancellationException if nothing more is wanted: the turn was stopped, ran out of time,
     *     said too much or what no message may hold, or another node has it now; let it pass
     */
    void write(CharSequence text);
}
