package dev.parley.core.observe;

import dev.parley.core.auth.Action;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that happened in the engine, for metrics, logs and audits. Never holds a text, a title or a name. */
public sealed interface ChatEvent
        permits ChatEvent.MessageSent,
                ChatEvent.ConversationCreated,
                ChatEvent.CallDone,
                ChatEvent.CallRefused,
                ChatEvent.CallFailed,
                ChatEvent.OutcomeAskedAgain,
                ChatEvent.SubscriptionEnded,
                ChatEvent.TurnEnded,
                ChatEvent.TurnReleased,
                ChatEvent.ResponderAbandoned,
                SecurityEvent {

    /** {@return the tenant} */
    TenantId tenant();

    /**
     * A message is durable.
     *
     * @param tenant the tenant
     * @param message the message
     * @param repeat whether it was there already, sent with the same key before
     * @param took from the call to the receipt
     */
    record MessageSent(TenantId tenant, MessageId message, boolean repeat, Duration took) implements ChatEvent {}

    /**
     * A conversation was created.
     *
     * @param tenant the tenant
     * @param conversation the conversation
     * @param took from the call to the answer
     */
    record ConversationCreated(TenantId tenant, ConversationId conversation, Duration took) implements ChatEvent {}

    /**
     * Any other call was carried out.
     *
     * @param tenant the tenant
     * @param action what was asked
     * @param took from the call to the answer
     */
    record CallDone(TenantId tenant, Action action, Duration took) implements ChatEvent {}

    /**
     * A call was refused: an expected outcome, or an input that broke a rule.
     *
     * @param tenant the tenant
     * @param action what was asked
     * @param code why
     * @param took from the call to the answer
     */
    record CallRefused(TenantId tenant, Action action, ErrorCode code, Duration took) implements ChatEvent {}

    /**
     * A call failed by a fault.
     *
     * @param tenant the tenant
     * @param action what was asked
     * @param code the code of the fault
     * @param took from the call to the failure
     */
    record CallFailed(TenantId tenant, Action action, ErrorCode code, Duration took) implements ChatEvent {}

    /**
     * The store could not say whether it had committed, and is asked again with the same key.
     *
     * @param tenant the tenant
     * @param action what was asked
     * @param attempt 1 for the first repeat
     */
    record OutcomeAskedAgain(TenantId tenant, Action action, int attempt) implements ChatEvent {}

    /**
     * Somebody no longer follows a conversation.
     *
     * @param tenant the tenant
     * @param conversation the conversation
     * @param reason the id of an {@code EndReason}, or {@link #CLOSED}
     */
    record SubscriptionEnded(TenantId tenant, ConversationId conversation, String reason) implements ChatEvent {

        /** The subscriber closed it. */
        public static final String CLOSED = "closed";
    }

    /**
     * A turn has ended on this node.
     *
     * @param tenant the tenant
     * @param turn the turn
     * @param state how
     * @param failure why it failed, or null if it did not
     * @param took from its claim by this node
     * @param firstFragment from its claim to the first thing said, or null if nothing was
     * @param inputTokens tokens read, as the responder counts
     * @param outputTokens tokens written, as the responder counts
     */
    record TurnEnded(
            TenantId tenant,
            TurnId turn,
            TurnState state,
            @Nullable TurnFailure failure,
            Duration took,
            @Nullable Duration firstFragment,
            long inputTokens,
            long outputTokens)
            implements ChatEvent {}

    /**
     * An attempt of a turn came to nothing, and another is made.
     *
     * @param tenant the tenant
     * @param turn the turn
     * @param attempt which attempt
     */
    record TurnReleased(TenantId tenant, TurnId turn, int attempt) implements ChatEvent {}

    /**
     * A responder goes on although its turn has ended: its thread is busy until it returns.
     *
     * @param tenant the tenant
     * @param turn the turn
     */
    record ResponderAbandoned(TenantId tenant, TurnId turn) implements ChatEvent {}
}
