package dev.parley.core.store;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.UserId;
import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableTable;
import dev.parley.core.portable.PortableTables;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of a chat store in memory. */
final class PortableConversations implements PortableTables {

    private final InMemoryChatStore store;
    private final InstantSource clock;

    PortableConversations(InMemoryChatStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Set<PortableTable> tables() {
        return EnumSet.range(PortableTable.CONVERSATION, PortableTable.TURN);
    }

    /** Takes the lock of every conversation, in the order of ids, as erasing does. */
    @Override
    public void whileStill(Runnable step, Deadline deadline) {
        store.whileNobodyCreates(
                () -> {
                    Deque<ConversationState> locked = new ArrayDeque<>();
                    try {
                        for (ConversationState state : store.shelf().conversations.values().stream()
                                .sorted(Comparator.comparing(state -> state.id))
                                .toList()) {
                            InMemoryChatStore.lock(state, deadline);
                            locked.push(state);
                        }
                        step.run();
                    } finally {
                        locked.forEach(state -> state.lock.unlock());
                    }
                },
                deadline);
    }

    @Override
    public List<PortableRow> rows(PortableTable table) {
        return store.shelf().conversations.values().stream()
                .flatMap(state -> ConversationRows.of(state, table).stream())
                .toList();
    }

    @Override
    public boolean isEmpty() {
        return store.shelf().conversations.isEmpty();
    }

    @Override
    public PortableTables fresh() {
        return new PortableConversations(new InMemoryChatStore(clock), clock);
    }

    @Override
    public void put(PortableRow row) {
        InMemoryChatStore.Shelf shelf = store.shelf();
        if (row.table() == PortableTable.CONVERSATION) {
            ConversationState state = new ConversationState(row, new TurnLines(shelf.firstTurns));
            RestoredConversation.begin(state, row);
            shelf.conversations.put(state.id, state);
            return;
        }
        ConversationState state = shelf.conversations.get(new ConversationId(row.uuid("conversation_id")));
        if (state == null) {
            throw new IllegalArgumentException("A row of no conversation");
        }
        RestoredConversation.put(state, row, store.now());
        if (row.table() == PortableTable.PARTICIPANT || row.table() == PortableTable.FORMER_PARTICIPANT) {
            store.link(state.tenant, new UserId(row.text("user_id")), state);
        }
    }

    @Override
    public Set<Owner> owners() {
        return store.shelf().byMember.keySet().stream()
                .map(member -> new Owner(member.tenant(), member.user()))
                .collect(Collectors.toSet());
    }

    @Override
    public void erase(Owner owner, Deadline deadline) {
        new InMemoryPersonalData(store).eraseDespiteHolds(Principal.of(owner.tenant(), owner.user()), deadline);
    }

    @Override
    public void become(PortableTables other) {
        store.replace(((PortableConversations) other).store.shelf());
    }
}
