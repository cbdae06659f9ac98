package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.TurnContext;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One fault for each of the rules TN-18 to TN-23; the others are in classes of their own. */
final class PlantedTurnFaults extends ForwardingChatTurns {

    private final String rule;
    private final ChatStore store;

    private PlantedTurnFaults(String rule, ChatStore store, ChatTurns delegate) {
        super(delegate);
        this.rule = rule;
        this.store = store;
    }

    static ChatStore plant(String rule, ChatStore store) {
        int number = Integer.parseInt(rule.substring("TN-".length()));
        if (number < 10 || number == 24) {
            return PlantedClaimFaults.plant(rule, store);
        }
        ChatTurns turns = store.turns().orElseThrow();
        ChatTurns faulty =
                number < 18 ? new PlantedEndingFaults(rule, turns) : new PlantedTurnFaults(rule, store, turns);
        return Planted.facets(store, store.log(), faulty, store.feed());
    }

    /** TN-18 and TN-19: forgets the turns that wait; TN-22: tells a stranger that there is such a conversation. */
    @Override
    public Outcome<TurnStatus> find(Principal principal, TurnId turn, Deadline deadline) {
        Outcome<TurnStatus> outcome = super.find(principal, turn, deadline);
        if (rule.equals("TN-22") && outcome.equals(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND))) {
            return Outcome.refused(ErrorCode.TURN_NOT_FOUND);
        }
        return outcome.map(status -> {
            boolean forgotten = status.attempt() == 0
                    && ((rule.equals("TN-18") && status.failure() == TurnFailure.BOT_LEFT)
                            || (rule.equals("TN-19") && status.failure() == TurnFailure.QUESTION_GONE));
            return forgotten ? new TurnStatus(turn, TurnState.PENDING, 0, null, null) : status;
        });
    }

    /** TN-20: counts messages; TN-21: knows what was said in turns that were stopped. */
    @Override
    public Optional<TurnContext> context(TurnLease lease, int maxTurns, Deadline deadline) {
        return super.context(lease, maxTurns, deadline).map(context -> {
            List<Message> history = context.history();
            if (rule.equals("TN-20") && history.size() > maxTurns) {
                history = history.subList(history.size() - maxTurns, history.size());
            }
            if (rule.equals("TN-21")) {
                history = Stream.concat(history.stream(), stoppedAnswers(lease)).toList();
            }
            return new TurnContext(context.question(), history);
        });
    }

    private Stream<Message> stoppedAnswers(TurnLease lease) {
        Principal bot = Principal.of(lease.tenant(), lease.turn().bot());
        return store
                .log()
                .messages(bot, lease.turn().conversation(), HistoryRange.latest(100), Planted.deadline())
                .orThrow()
                .items()
                .stream()
                .filter(message -> message.answer() != null && message.answer().stopped());
    }

    /** TN-23: goes on after its time. */
    @Override
    public Outcome<List<FinishedTurn>> stop(Principal principal, ConversationId room, Deadline deadline) {
        return super.stop(principal, room, rule.equals("TN-23") ? Planted.deadline() : deadline);
    }
}
