package dev.parley.core.reply;

/** How a responder has ended. */
public sealed interface ReplyOutcome {

    /**
     * It has said everything. Having said nothing is an answer too: no message is posted.
     *
     * @param usage what it took
     */
    record Completed(Usage usage) implements ReplyOutcome {}

    /** It has stopped before the end, by itself or because that was requested. What it has said is kept. */
    record Stopped() implements ReplyOutcome {}

    /**
     * It could not answer. What it has said is not kept.
     *
     * @param retryable whether another attempt may succeed
     */
    record Failed(boolean retryable) implements ReplyOutcome {}

    /**
     * What an answer took, for metrics and budgets.
     *
     * @param inputTokens tokens read, 0 where there are none
     * @param outputTokens tokens written, 0 where there are none
     */
    record Usage(long inputTokens, long outputTokens) {

        /** Of a responder that counts no tokens. */
        public static final Usage NONE = new Usage(0, 0);
    }

    /** {@return completed by a responder that counts no tokens} */
    static ReplyOutcome completed() {
        return new Completed(Usage.NONE);
    }
}
