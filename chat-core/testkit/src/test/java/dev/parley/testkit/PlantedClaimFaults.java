package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.TurnContext;
import dev.parley.core.store.TurnHold;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One fault for each of the rules TN-1 to TN-9 and TN-24; the first two and the last are in the log. */
final class PlantedClaimFaults extends ForwardingChatTurns {

    private final String rule;
    private final ChatStore store;
    private final Map<TurnId, Integer> vain = new ConcurrentHashMap<>();
    private final Map<TurnId, TurnLease> latest = new ConcurrentHashMap<>();
    private final Set<TurnId> released = ConcurrentHashMap.newKeySet();

    private PlantedClaimFaults(String rule, ChatStore store, ChatTurns delegate) {
        super(delegate);
        this.rule = rule;
        this.store = store;
    }

    static ChatStore plant(String rule, ChatStore store) {
        ChatTurns turns = new PlantedClaimFaults(rule, store, store.turns().orElseThrow());
        return Planted.facets(store, new Asking(rule, store.log()), turns, store.feed());
    }

    /** TN-1: loses the order of many bots; TN-2: takes a notice for a question; TN-24: asks everybody. */
    private static final class Asking extends ForwardingChatLog {

        private final String rule;

        Asking(String rule, ChatLog delegate) {
            super(delegate);
            this.rule = rule;
        }

        private static Draft forAll(Draft draft) {
            Draft plain =
                    draft.isNotice() ? Draft.notice(draft.key(), draft.text()) : Draft.of(draft.key(), draft.text());
            return draft.replyTo().map(plain::inReplyTo).orElse(plain);
        }

        @Override
        public AppendResult append(Principal principal, ConversationId room, Draft draft, Deadline deadline) {
            AppendResult result = super.append(principal, room, rule.equals("TN-24") ? forAll(draft) : draft, deadline);
            if (!(result instanceof AppendResult.Appended appended)) {
                return result;
            }
            if (rule.equals("TN-1") && appended.turns().size() > 2) {
                return new AppendResult.Appended(appended.message(), Planted.reversed(appended.turns()));
            }
            TurnId own = new TurnId(room, appended.message().seq(), principal.user());
            return rule.equals("TN-2") && draft.isNotice()
                    ? new AppendResult.Appended(appended.message(), List.of(own))
                    : result;
        }
    }

    /** TN-3: does not look who is before it; TN-4: gives way under load. */
    @Override
    public Optional<TurnLease> claim(TurnId turn, Duration duration, Deadline deadline) {
        Optional<TurnLease> claimed = super.claim(turn, duration, deadline);
        claimed.ifPresent(lease -> latest.put(turn, lease));
        boolean tooMuch = claimed.isEmpty() && vain.merge(turn, 1, Integer::sum) > 5;
        return (rule.equals("TN-3") && claimed.isEmpty() && waits(turn)) || (rule.equals("TN-4") && tooMuch)
                ? Optional.of(new TurnLease(turn, TenantId.DEFAULT, 1, 1))
                : claimed;
    }

    private boolean waits(TurnId turn) {
        return store.feed()
                .turn(turn, Planted.deadline())
                .filter(now -> now.status().state() == TurnState.PENDING
                        && now.status().attempt() == 0)
                .isPresent();
    }

    /** TN-5: begins at the end; TN-6: finds only what nobody has begun. */
    @Override
    public List<TurnLease> claimDue(Collection<UserId> bots, Duration duration, int limit, Deadline deadline) {
        List<TurnLease> leases = super.claimDue(bots, duration, limit, deadline);
        if (rule.equals("TN-6")) {
            return leases.stream()
                    .filter(lease -> lease.attempt() == 1 || released.contains(lease.turn()))
                    .toList();
        }
        return rule.equals("TN-5") ? Planted.reversed(leases) : leases;
    }

    /** TN-7: tells who lost the lease what the bot is to know. */
    @Override
    public Optional<TurnContext> context(TurnLease lease, int maxTurns, Deadline deadline) {
        return super.context(
                rule.equals("TN-7") ? Objects.requireNonNull(latest.get(lease.turn())) : lease, maxTurns, deadline);
    }

    /** TN-8: does not extend a lease without text. */
    @Override
    public TurnHold write(TurnLease lease, int offset, String text, Duration duration, Deadline deadline) {
        if (rule.equals("TN-8") && text.isEmpty()) {
            return context(lease, 0, deadline).isPresent() ? TurnHold.HELD : TurnHold.LOST;
        }
        return super.write(lease, offset, text, duration, deadline);
    }

    /** TN-9: counts every attempt. */
    @Override
    public TurnHold release(TurnLease lease, Duration delay, boolean counts, Deadline deadline) {
        released.add(lease.turn());
        return super.release(lease, delay, counts || rule.equals("TN-9"), deadline);
    }
}
