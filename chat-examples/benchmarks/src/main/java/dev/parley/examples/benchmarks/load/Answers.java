package dev.parley.examples.benchmarks.load;

import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.MessageKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Follows conversations and tells of every answer, by the time that its question bore. */
final class Answers implements AutoCloseable {

    private static final int BATCH = 64;

    private final LongConsumer answered;
    private final List<Subscription> subscriptions = new ArrayList<>();

    Answers(Rooms rooms, LongConsumer answered) {
        this.answered = answered;
        for (ConversationId id : rooms.ids()) {
            Subscription subscription =
                    rooms.user().subscribe(id, 0, AccessCheck.always()).orThrow();
            subscriptions.add(subscription);
            subscription.onReady(() -> take(subscription));
        }
    }

    private void take(Subscription subscription) {
        List<LiveEvent> events = subscription.poll(BATCH);
        while (!events.isEmpty()) {
            events.forEach(this::take);
            events = subscription.poll(BATCH);
        }
    }

    private void take(LiveEvent event) {
        if (event instanceof LiveEvent.Appended appended
                && appended.entry() instanceof Entry.Posted posted
                && posted.kind() == MessageKind.BOT) {
            answered.accept(Stamp.read(posted.text()));
        }
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }
}
