package dev.parley.core;

import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.LiveDelivery;
import dev.parley.core.delivery.Signal;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.TurnRunner;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes on beside the calls: tells the bus of every change, delivers to subscribers, and has bots answer. */
final class LiveEngine implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);

    private final ChatStore store;
    private final EventBus bus;
    private final LiveDelivery delivery;
    private final @Nullable TurnRunner turns;
    private final boolean hasVoices;
    private final EngineThreads threads;
    private final Duration comparison;

    LiveEngine(
            ChatStore store,
            EventBus bus,
            LiveDelivery delivery,
            @Nullable TurnRunner turns,
            boolean hasVoices,
            EngineThreads threads,
            Duration comparison) {
        this.store = store;
        this.bus = bus;
        this.delivery = delivery;
        this.turns = turns;
        this.hasVoices = hasVoices;
        this.threads = threads;
        this.comparison = comparison;
        if (hasVoices) {
            beginHousekeeping();
        }
    }

    private void beginHousekeeping() {
        if (!threads.beginHousekeeping()) {
            return;
        }
        threads.every(comparison.dividedBy(2), delivery::checkAccess);
        threads.every(comparison, delivery::compareHeads);
        if (hasVoices && turns != null) {
            threads.every(TICK, turns::tick);
            threads.every(comparison, turns::lookForDue);
        }
    }

    /** {@return the draft, with what is known of whom it is meant for} */
    Draft addressed(Draft draft) {
        return turns == null ? draft : turns.address(draft);
    }

    /** Tells of what an append has written. */
    void appended(AppendResult result) {
        if (result instanceof AppendResult.Appended appended) {
            Entry entry = Entry.Posted.of(appended.message());
            bus.publish(new Signal.EntryAppended(entry.conversation(), entry.seq(), entry));
        } else if (result instanceof AppendResult.Duplicate duplicate) {
            // Perhaps the first attempt was cut off before it could tell.
            changed(duplicate.message().id().conversation(), duplicate.message().seq());
        }
    }

    void asked(List<TurnId> made) {
        if (turns != null && !made.isEmpty()) {
            turns.asked(made);
        }
    }

    void changed(ConversationId conversation, Outcome<Change> change) {
        if (change instanceof Outcome.Done<Change> done && done.value().written()) {
            changed(conversation, done.value().seq());
        }
    }

    void changed(ConversationId conversation, long seq) {
        bus.publish(new Signal.EntryAppended(conversation, seq, null));
    }

    Outcome<Subscription> subscribe(
            Principal principal, ConversationId conversation, long after, AccessCheck access, Deadline deadline) {
        beginHousekeeping();
        return delivery.subscribe(principal, conversation, after, access, deadline);
    }

    Outcome<UserId> typing(Principal principal, ConversationId conversation, Deadline deadline) {
        if (store.feed().seat(principal, conversation, deadline).isEmpty()) {
            return Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND);
        }
        bus.publish(new Signal.UserTyping(conversation, principal.user()));
        return Outcome.done(principal.user());
    }

    /** Moves a read marker, and tells of it unless it stands further already. */
    Outcome<Long> read(Principal principal, ConversationId conversation, long seq, Deadline deadline) {
        Outcome<Long> stands = store.log().advanceMarker(principal, conversation, seq, deadline);
        // Whether this call has moved it is not known; but one that asks for less than there is has not.
        if (stands instanceof Outcome.Done<Long> done && done.value() <= seq) {
            bus.publish(new Signal.ReadAdvanced(conversation, principal.user(), done.value()));
        }
        return stands;
    }

    Outcome<List<TurnStatus>> stop(Principal principal, ConversationId conversation, Deadline deadline) {
        Outcome<List<FinishedTurn>> stopped = facet().stop(principal, conversation, deadline);
        if (turns != null && stopped instanceof Outcome.Done<List<FinishedTurn>> done) {
            done.value().forEach(turns::stopped);
        }
        return stopped.map(list -> list.stream().map(FinishedTurn::status).toList());
    }

    Outcome<TurnStatus> turn(Principal principal, TurnId turn, Deadline deadline) {
        return facet().find(principal, turn, deadline);
    }

    private ChatTurns facet() {
        return store.turns()
                .orElseThrow(() ->
                        ChatException.fault(ErrorCode.CAPABILITY_MISSING, "The store holds no turns capability", null));
    }

    @Override
    public void close() {
        try {
            if (turns != null) {
                turns.close();
            }
        } finally {
            try {
                delivery.close();
            } finally {
                threads.close();
            }
        }
    }
}
