package dev.parley.examples.server.kill;

/** What came of sending a line, as far as the sender can know. */
sealed interface Answer {

    /**
     * Acknowledged: from now on it must be there.
     *
     * @param messageId the id of the message
     * @param seq its sequence number
     * @param repeat whether the server had it before
     */
    record Ok(String messageId, long seq, boolean repeat) implements Answer {

        boolean names(Stored message) {
            return messageId.equals(message.messageId()) && seq == message.seq();
        }

        boolean sameAs(Ok other) {
            return messageId.equals(other.messageId) && seq == other.seq;
        }
    }

    /**
     * Refused: nothing was written, says the server.
     *
     * @param status the status of the answer
     * @param code the code in its body
     * @param retryAfter the header of that name, or empty
     */
    record Fail(int status, String code, String retryAfter) implements Answer {}

    /**
     * Nobody knows: it may be there or not.
     *
     * @param reason why
     */
    record Unknown(String reason) implements Answer {}
}
