package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Revision;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.FeedHead;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.HistoryRetention;
import dev.parley.core.store.HistoryRule;
import dev.parley.core.store.LegalHold;
import dev.parley.core.store.ListCursor;
import dev.parley.core.store.Page;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A retention, and a log, a feed and turns beside it, that break one rule. */
final class PlantedRetentionFaults extends ForwardingChatLog implements HistoryRetention {

    private final String rule;
    private final HistoryRetention delegate;
    private final Set<IdempotencyKey> spent = new HashSet<>();
    private final Map<Long, String> edits = new HashMap<>();
    private long removed;

    private PlantedRetentionFaults(String rule, ChatStore store) {
        super(store.log());
        this.rule = rule;
        this.delegate = store.historyRetention().orElseThrow();
    }

    static ChatStore plant(String rule, ChatStore store) {
        PlantedRetentionFaults faults = new PlantedRetentionFaults(rule, store);
        ChatFeed feed = rule.equals("HR-12") ? new ForgetfulFeed(store.feed()) : store.feed();
        ChatTurns turns = store.turns().orElseThrow();
        ChatTurns served = rule.equals("HR-7") ? faults.new StuckTurns(turns) : turns;
        return new Planted(store, faults, null) {
            @Override
            public Optional<HistoryRetention> historyRetention() {
                return Optional.of(faults);
            }

            @Override
            public ChatFeed feed() {
                return feed;
            }

            @Override
            public Optional<ChatTurns> turns() {
                return Optional.of(served);
            }
        };
    }

    /** HR-12: heads forget that something was removed. */
    private static final class ForgetfulFeed extends ForwardingChatFeed {

        ForgetfulFeed(ChatFeed delegate) {
            super(delegate);
        }

        @Override
        public Map<ConversationId, FeedHead> heads(Collection<ConversationId> conversations, Deadline deadline) {
            Map<ConversationId, FeedHead> heads = new HashMap<>(super.heads(conversations, deadline));
            heads.replaceAll((room, head) -> new FeedHead(head.seq(), 1, head.erasures(), head.turns()));
            return heads;
        }
    }

    /** HR-7: who waits behind what was removed waits for ever. */
    private final class StuckTurns extends ForwardingChatTurns {

        StuckTurns(ChatTurns delegate) {
            super(delegate);
        }

        @Override
        public Optional<TurnLease> claim(TurnId turn, Duration duration, Deadline deadline) {
            return removed > 0 ? Optional.empty() : super.claim(turn, duration, deadline);
        }
    }

    /** HR-1: says that there is no more; HR-2: keeps none; HR-9: does not look for holds; HR-13: nor for the tenant. */
    @Override
    public Outcome<Trimmed> trim(
            TenantId tenant, ConversationId conversation, HistoryRule given, int limit, Deadline deadline) {
        HistoryRule used = rule.equals("HR-2") ? HistoryRule.keepFor(given.keepFor()) : given;
        if (rule.equals("HR-9")) {
            delegate.release(tenant, conversation, deadline);
        }
        return delegate.trim(owner(tenant), conversation, used, limit, deadline).map(trimmed -> {
            removed += trimmed.removed();
            return rule.equals("HR-1") ? new Trimmed(trimmed.firstSeq(), trimmed.removed(), false) : trimmed;
        });
    }

    private TenantId owner(TenantId tenant) {
        return rule.equals("HR-13") ? new TenantId(tenant.value().replace(".other", "")) : tenant;
    }

    /** HR-11: loses the last of a page. */
    @Override
    public Page<Candidate, ConversationId> candidates(
            HistoryRule given, @Nullable ConversationId after, int limit, Deadline deadline) {
        Page<Candidate, ConversationId> page = delegate.candidates(given, after, limit, deadline);
        List<Candidate> items = page.items();
        return rule.equals("HR-11") && !items.isEmpty()
                ? new Page<>(items.subList(0, items.size() - 1), page.nextCursor())
                : page;
    }

    @Override
    public Outcome<LegalHold> hold(TenantId tenant, ConversationId conversation, String reason, Deadline deadline) {
        return delegate.hold(owner(tenant), conversation, reason, deadline);
    }

    @Override
    public Outcome<Boolean> release(TenantId tenant, ConversationId conversation, Deadline deadline) {
        return delegate.release(owner(tenant), conversation, deadline);
    }

    /** HR-10: the first page is all. */
    @Override
    public Page<LegalHold, ConversationId> holds(
            TenantId tenant, @Nullable ConversationId after, int limit, Deadline deadline) {
        Page<LegalHold, ConversationId> page = delegate.holds(owner(tenant), after, limit, deadline);
        return rule.equals("HR-10") ? new Page<>(page.items(), null) : page;
    }

    /** HR-3: begins to count anew; HR-8: keeps the keys of what was removed. */
    @Override
    public AppendResult append(Principal principal, ConversationId room, Draft draft, Deadline deadline) {
        AppendResult result = super.append(principal, room, draft, deadline);
        boolean known = !spent.add(draft.key());
        if (removed > 0 && result instanceof AppendResult.Appended appended) {
            if (rule.equals("HR-3")) {
                return new AppendResult.Appended(Planted.numbered(appended.message(), 1), appended.turns());
            }
            return rule.equals("HR-8") && known ? new AppendResult.Conflict() : result;
        }
        return result;
    }

    /** HR-4: does not tell. */
    @Override
    public Outcome<Page<Message, Long>> messages(
            Principal principal, ConversationId room, HistoryRange range, Deadline deadline) {
        return super.messages(principal, room, range, deadline)
                .map(page -> rule.equals("HR-4") ? new Page<>(page.items(), page.nextCursor()) : page);
    }

    @Override
    public Outcome<Revision> revise(
            Principal principal, MessageId message, int expected, String text, Deadline deadline) {
        return super.revise(principal, message, expected, text, deadline).map(revision -> {
            edits.put(revision.seq(), text);
            return revision;
        });
    }

    /** HR-5: keeps what a removed message became later. */
    @Override
    public Outcome<Page<Entry, Long>> entries(
            Principal principal, ConversationId room, long after, int limit, Deadline deadline) {
        return super.entries(principal, room, after, limit, deadline)
                .map(page -> rule.equals("HR-5") ? Planted.map(page, this::unwiped) : page);
    }

    private Entry unwiped(Entry entry) {
        return entry instanceof Entry.Edited edited
                ? Planted.saying(edited, edits.getOrDefault(edited.seq(), ""))
                : entry;
    }

    /** HR-6: counts what nobody can read any more. */
    @Override
    public Page<ConversationSummary, ListCursor> conversationsOf(
            Principal principal, @Nullable ListCursor cursor, int limit, Deadline deadline) {
        Page<ConversationSummary, ListCursor> page = super.conversationsOf(principal, cursor, limit, deadline);
        return rule.equals("HR-6") ? Planted.map(page, this::withRemoved) : page;
    }

    private ConversationSummary withRemoved(ConversationSummary s) {
        return new ConversationSummary(
                s.id(), s.type(), s.title(), s.lastMessage(), s.unread() + removed, s.lastActivity());
    }
}
