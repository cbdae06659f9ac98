package dev.parley.examples.server.live;

import dev.parley.core.message.ConversationId;
import java.util.List;

/** A connection as the one who writes to it sees it. One send at a time; none of the methods blocks. */
interface Wire {

    /** Hears how a send has ended, once for each send; may be called before the send has returned. */
    interface Sender {
        /** The connection took everything. */
        void sent();

        /** The connection is gone. */
        void lost();
    }

    /** {@return an event as it goes out} */
    String frame(ConversationId conversation, EventText event);

    /** Sends frames in order. */
    void send(List<String> frames, Sender sender);

    /** Sends a sign of life. */
    void sendHeartbeat(Sender sender);

    /** Closes in good order. Only when no send is under way. */
    void finish(Closing closing);

    /** Closes at once, whatever is under way. */
    void cut();
}
