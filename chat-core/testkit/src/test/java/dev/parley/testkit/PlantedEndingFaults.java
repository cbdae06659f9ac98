package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Answer;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.FinishedTurn;
import dev.parley.core.store.TurnEnding;
import dev.parley.core.store.TurnHold;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One fault for each of the rules TN-10 to TN-17. */
final class PlantedEndingFaults extends ForwardingChatTurns {

    private final String rule;
    private final Set<TurnId> stoppedByHolder = new HashSet<>();
    private final Set<TurnId> stoppedFromOutside = new HashSet<>();

    PlantedEndingFaults(String rule, ChatTurns delegate) {
        super(delegate);
        this.rule = rule;
    }

    /** TN-10: takes a tab for a space. */
    @Override
    public TurnHold write(TurnLease lease, int offset, String text, Duration duration, Deadline deadline) {
        String kept = rule.equals("TN-10") ? text.replace('\t', ' ') : text;
        return super.write(lease, offset, kept, duration, deadline);
    }

    /** TN-12: forgets that it was stopped; TN-14: not after a stop from outside; TN-15: names nobody. */
    @Override
    public Optional<FinishedTurn> finish(TurnLease lease, TurnEnding ending, Deadline deadline) {
        if (rule.equals("TN-14") && stoppedFromOutside.contains(lease.turn())) {
            return Optional.empty();
        }
        Optional<FinishedTurn> finished = super.finish(lease, twisted(ending), deadline);
        if (ending instanceof TurnEnding.Stopped
                && finished.filter(turn -> turn.status().state() == TurnState.STOPPED)
                        .isPresent()) {
            stoppedByHolder.add(lease.turn());
        }
        if (rule.equals("TN-12") && stoppedByHolder.contains(lease.turn())) {
            return finished.map(turn -> new FinishedTurn(turn.status(), notStopped(turn.posted()), turn.nextTurn()));
        }
        return rule.equals("TN-15")
                ? finished.map(turn -> new FinishedTurn(turn.status(), turn.posted(), null))
                : finished;
    }

    /** TN-11: strips the text; TN-13: knows no malformed replies. */
    private TurnEnding twisted(TurnEnding ending) {
        if (rule.equals("TN-11") && ending instanceof TurnEnding.Completed completed) {
            return new TurnEnding.Completed(completed.text().strip());
        }
        return rule.equals("TN-13") && ending.equals(new TurnEnding.Failed(TurnFailure.REPLY_MALFORMED))
                ? new TurnEnding.Failed(TurnFailure.RESPONDER_FAILED)
                : ending;
    }

    private static @Nullable Message notStopped(@Nullable Message m) {
        if (m == null || m.answer() == null) {
            return m;
        }
        return new Message(
                m.id(),
                m.author(),
                m.kind(),
                m.text(),
                m.replyTo(),
                m.createdAt(),
                m.editedAt(),
                m.revision(),
                m.redacted(),
                m.ordinal(),
                new Answer(m.answer().turn(), false));
    }

    /** TN-16: stops the whole line; TN-17: tells a stranger that there is nothing to stop. */
    @Override
    public Outcome<List<FinishedTurn>> stop(Principal principal, ConversationId room, Deadline deadline) {
        Outcome<List<FinishedTurn>> outcome = super.stop(principal, room, deadline);
        if (outcome instanceof Outcome.Done<List<FinishedTurn>> done) {
            done.value().forEach(turn -> stoppedFromOutside.add(turn.status().id()));
            if (rule.equals("TN-16") && !done.value().isEmpty()) {
                stop(principal, room, deadline);
            }
            return outcome;
        }
        return rule.equals("TN-17") ? Outcome.done(List.of()) : outcome;
    }
}
