package dev.parley.examples.server.live;

import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.message.ConversationId;
import java.util.concurrent.atomic.AtomicBoolean;

/** A subscription that is written to a connection. */
final class Feed {

    final ConversationId conversation;
    final Principal reader;
    final Subscription subscription;
    /** Whether it stands in the queue of its connection: it need not stand there twice. */
    final AtomicBoolean queued = new AtomicBoolean();
    /** Whether the reader wants no more of it. */
    volatile boolean unwanted;

    Feed(ConversationId conversation, Principal reader, Subscription subscription) {
        this.conversation = conversation;
        this.reader = reader;
        this.subscription = subscription;
    }
}
