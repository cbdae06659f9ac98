package dev.parley.core.delivery;

import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.store.LiveTurn;
import dev.parley.core.store.TurnSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The turns of one conversation that go on or have just ended. Guarded by the lock of its feed. */
final class TurnBoard {

    private static final int MAX_TURNS = 64;
    private static final int MAX_REFRESHED = 4;

    private final Map<TurnId, BoardTurn> turns = new LinkedHashMap<>();

    Collection<BoardTurn> turns() {
        return turns.values();
    }

    /** {@return whether it changed anything} */
    boolean changed(TurnStatus news, long version) {
        BoardTurn turn = turns.get(news.id());
        if (turn == null) {
            turns.put(news.id(), new BoardTurn(news, version));
            trim();
            return true;
        }
        if (turn.outdates(news)) {
            return false;
        }
        turn.become(news, version);
        return true;
    }

    /** {@return whether what came fits to what is known; if not, the turn must be read from the store} */
    boolean written(TurnId id, int attempt, int offset, String text, long version) {
        BoardTurn turn = turns.get(id);
        if (turn == null || turn.status().attempt() < attempt) {
            changed(new TurnStatus(id, TurnState.RUNNING, attempt, null, null), version);
            turn = turns.get(id);
        }
        if (turn == null || turn.status().state().finished() || turn.status().attempt() > attempt) {
            return true;
        }
        return turn.write(offset, text, version);
    }

    /** Takes over what was read from the store; {@return whether it may have changed anything} */
    boolean read(TurnSnapshot snapshot, long version) {
        TurnStatus status = snapshot.status();
        boolean changed = changed(status, version);
        return status.state() == TurnState.RUNNING
                ? written(status.id(), status.attempt(), 0, snapshot.text(), version)
                : changed;
    }

    /** {@return the turns that must be read from the store, after comparing with what is first in line there} */
    List<TurnId> behind(List<LiveTurn> first) {
        List<TurnId> behind = new ArrayList<>();
        for (LiveTurn live : first) {
            BoardTurn known = turns.get(live.turn());
            if (known == null
                    || known.status().attempt() < live.attempt()
                    || known.status().state() != live.state()
                    || known.length() < live.length()) {
                behind.add(live.turn());
            }
        }
        Set<TurnId> there = first.stream().map(LiveTurn::turn).collect(Collectors.toSet());
        turns.values().stream()
                .map(BoardTurn::status)
                .filter(status -> !status.state().finished() && !there.contains(status.id()))
                .limit(MAX_REFRESHED)
                .forEach(status -> behind.add(status.id()));
        return behind;
    }

    /** Forgets the oldest, finished ones first. */
    private void trim() {
        if (turns.size() <= MAX_TURNS) {
            return;
        }
        Iterator<BoardTurn> oldestFirst = turns.values().iterator();
        while (oldestFirst.hasNext()) {
            if (oldestFirst.next().status().state().finished()) {
                oldestFirst.remove();
                return;
            }
        }
        turns.remove(turns.keySet().iterator().next());
    }
}
