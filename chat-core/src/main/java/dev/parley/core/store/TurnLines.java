package dev.parley.core.store;

import dev.parley.core.message.Message;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.UserId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The turns of one in-memory conversation: a line for each bot. Guarded by the conversation's lock. */
final class TurnLines {

    private final Map<UserId, Deque<TurnRecord>> lines = new TreeMap<>();
    private final Map<UserId, List<TurnRecord>> completed = new HashMap<>();
    private final Map<TurnId, TurnRecord> all = new HashMap<>();

    /** Of all conversations: who is first in a line, and so may be claimed. */
    private final Map<TurnId, TurnRecord> firsts;

    TurnLines(Map<TurnId, TurnRecord> firsts) {
        this.firsts = firsts;
    }

    /** Makes a turn for each bot that a message asks; {@return them, in the order of the bots} */
    List<TurnId> ask(Message question, List<UserId> bots, TenantId tenant, Instant now) {
        if (question.kind() != MessageKind.USER || bots.isEmpty()) {
            return List.of();
        }
        List<TurnId> asked = new ArrayList<>(bots.size());
        for (UserId bot : bots) {
            TurnRecord turn = new TurnRecord(question, bot, tenant, now);
            add(turn);
            asked.add(turn.id);
        }
        return asked;
    }

    /** Adds a turn that is restored, after those of earlier messages. */
    void restore(TurnRecord turn) {
        if (!turn.state.finished()) {
            add(turn);
            return;
        }
        all.put(turn.id, turn);
        if (turn.state == TurnState.COMPLETED) {
            completed.computeIfAbsent(turn.id.bot(), bot -> new ArrayList<>()).add(turn);
        }
    }

    /** {@return all turns, in no order} */
    Collection<TurnRecord> all() {
        return all.values();
    }

    private void add(TurnRecord turn) {
        all.put(turn.id, turn);
        Deque<TurnRecord> line = lines.computeIfAbsent(turn.id.bot(), bot -> new ArrayDeque<>());
        line.add(turn);
        if (line.size() == 1) {
            firsts.put(turn.id, turn);
        }
    }

    @Nullable
    TurnRecord find(TurnId id) {
        return all.get(id);
    }

    boolean isFirst(TurnRecord turn) {
        return firsts.get(turn.id) == turn;
    }

    /** {@return the unfinished turn that is first in line of each bot, in ascending order of the bots} */
    List<TurnRecord> firstOfEach() {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<TurnRecord> found = new ArrayList<>();
        lines.values().stream().map(Deque::peek).filter(first -> first != null).forEach(found::add);
        return found;
    }

    @Nullable
    TurnRecord firstOf(UserId bot) {
        Deque<TurnRecord> line = lines.get(bot);
        return line == null ? null : line.peek();
    }

    /** {@return the completed turns of a bot, oldest first} */
    List<TurnRecord> completedOf(UserId bot) {
        return completed.getOrDefault(bot, List.of());
    }

    /** Ends a turn and {@return the one that is next in line} */
    @Nullable
    TurnRecord end(
            TurnRecord turn, TurnState state, @Nullable TurnFailure failure, @Nullable Message answer, Instant now) {
        turn.end(state, failure, answer);
        if (state == TurnState.COMPLETED) {
            completed.computeIfAbsent(turn.id.bot(), bot -> new ArrayList<>()).add(turn);
        }
        Deque<TurnRecord> line = lines.getOrDefault(turn.id.bot(), new ArrayDeque<>());
        boolean wasFirst = line.peek() == turn;
        line.remove(turn);
        firsts.remove(turn.id, turn);
        TurnRecord next = line.peek();
        if (wasFirst && next != null) {
            next.dueAt = now;
            firsts.put(next.id, next);
        }
        return next;
    }

    /** Ends the unfinished turns that are chosen, as failed. */
    void fail(Predicate<TurnRecord> chosen, TurnFailure failure, Instant now) {
        lines.values().stream()
                .flatMap(Collection::stream)
                .filter(chosen)
                .toList()
                .forEach(turn -> end(turn, TurnState.FAILED, failure, null, now));
    }

    /** Ends what messages before this one asked, and forgets it. */
    void removeBefore(long seq, Instant now) {
        fail(turn -> turn.id.seq() < seq, TurnFailure.QUESTION_GONE, now);
        completed.values().forEach(turns -> turns.removeIf(turn -> turn.id.seq() < seq));
        all.keySet().removeIf(id -> id.seq() < seq);
    }

    /** Forgets a bot whose id must not be kept. */
    void forget(UserId bot) {
        lines.remove(bot);
        completed.remove(bot);
        all.keySet().removeIf(id -> id.bot().equals(bot));
    }
}
