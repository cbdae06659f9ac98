package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.FeedHead;
import dev.parley.core.store.FeedSeat;
import dev.parley.core.store.TurnSnapshot;
import dev.parley.core.time.Deadline;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One fault for each of the rules CF-1 to CF-7. */
final class PlantedFeedFaults extends ForwardingChatFeed {

    private final String rule;
    private final Map<TurnId, String> texts = new HashMap<>();

    private PlantedFeedFaults(String rule, ChatFeed delegate) {
        super(delegate);
        this.rule = rule;
    }

    static ChatStore plant(String rule, ChatStore store) {
        return Planted.facets(
                store, store.log(), store.turns().orElseThrow(), new PlantedFeedFaults(rule, store.feed()));
    }

    /** CF-1: shows everything to everybody. */
    @Override
    public Optional<FeedSeat> seat(Principal principal, ConversationId room, Deadline deadline) {
        return super.seat(principal, room, deadline)
                .map(seat -> rule.equals("CF-1") ? new FeedSeat(1, seat.head()) : seat);
    }

    /** CF-2: takes the place for inclusive; CF-3: takes the tenant for granted. */
    @Override
    public List<Entry> entries(TenantId tenant, ConversationId room, long after, int limit, Deadline deadline) {
        long from = rule.equals("CF-2") && after > 0 ? after - 1 : after;
        TenantId in = rule.equals("CF-3") ? new TenantId(tenant.value().replace(".other", "")) : tenant;
        return super.entries(in, room, from, limit, deadline);
    }

    /** CF-4: does not know what is empty; CF-5: leaves out who waits; CF-7: goes on after its time; CF-8: does not count. */
    @Override
    public Map<ConversationId, FeedHead> heads(Collection<ConversationId> rooms, Deadline deadline) {
        Map<ConversationId, FeedHead> heads =
                new HashMap<>(super.heads(rooms, rule.equals("CF-7") ? Planted.deadline() : deadline));
        if (rule.equals("CF-4")) {
            heads.values().removeIf(head -> head.seq() == 0);
        }
        if (rule.equals("CF-5")) {
            heads.replaceAll((room, head) -> new FeedHead(
                    head.seq(),
                    head.firstSeq(),
                    head.erasures(),
                    head.turns().stream().filter(turn -> turn.attempt() > 0).toList()));
        }
        if (rule.equals("CF-8")) {
            heads.replaceAll((room, head) -> new FeedHead(head.seq(), head.firstSeq(), 0, head.turns()));
        }
        return heads;
    }

    /** CF-6: keeps what was written after the end. */
    @Override
    public Optional<TurnSnapshot> turn(TurnId turn, Deadline deadline) {
        return super.turn(turn, deadline).map(snapshot -> {
            if (!snapshot.status().state().finished()) {
                texts.put(turn, snapshot.text());
            }
            return rule.equals("CF-6") ? new TurnSnapshot(snapshot.status(), texts.getOrDefault(turn, "")) : snapshot;
        });
    }
}
