package dev.parley.core.portable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Looks whether the rows of all tables belong together: per conversation, the numbers of entries and of messages go up
 * without gaps from where it says that it begins to where it says that it ends; what an entry, a turn or a marker refers to
 * is there, or may have been removed before that beginning; nothing is of a
 * conversation that is not there; recovery codes have a second factor, and refresh tokens a family. Reads each table once, in
 * memory that grows with the participants and, one bit each, the entries of the largest conversation.
 *
 * <p>What may be of users who are not in the directory is not looked for: the directory may be the host's own. Nor is
 * whether a family has its session: they end one after the other.
 */
public final class PortableCheck {

    /** So many problems are told at most. */
    public static final int MOST = 100;

    private static final List<PortableTable> OF_CONVERSATIONS = List.of(
            PortableTable.PARTICIPANT, PortableTable.FORMER_PARTICIPANT, PortableTable.ENTRY, PortableTable.TURN);

    private final Function<PortableTable, PortableRows> tables;
    private final List<String> problems = new ArrayList<>();

    private PortableCheck(Function<PortableTable, PortableRows> tables) {
        this.tables = tables;
    }

    /**
     * Looks.
     *
     * @param tables opens the rows of a table, of several at the same time; closed here
     * @return what is wrong, by table, conversation and number, never with a text; at most {@value #MOST}
     */
    public static List<String> run(Function<PortableTable, PortableRows> tables) {
        PortableCheck check = new PortableCheck(tables);
        try {
            check.children(PortableTable.SECOND_FACTOR, PortableTable.RECOVERY_CODE);
            check.children(PortableTable.REFRESH_FAMILY, PortableTable.REFRESH_TOKEN);
            check.conversations();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(check.problems.subList(0, Math.min(MOST, check.problems.size())));
    }

    private boolean enough() {
        return problems.size() >= MOST;
    }

    /** Of two tables of which the second repeats the key of the first. */
    private void children(PortableTable parent, PortableTable child) throws IOException {
        try (PortableWalk parents = new PortableWalk(parent, tables);
                PortableWalk children = new PortableWalk(child, tables)) {
            while (parents.current() != null && !enough()) {
                orphans(children, parents.row(), parent);
                while (children.isOf(parents.row(), parent.keyColumns())) {
                    children.advance();
                }
                parents.advance();
            }
            rest(children, parent);
        }
    }

    private void orphans(PortableWalk children, PortableRow parent, PortableTable of) throws IOException {
        while (children.isBefore(parent, of.keyColumns()) && !enough()) {
            problems.add(children.where() + " is of no " + of.id());
            children.advance();
        }
    }

    private void rest(PortableWalk children, PortableTable of) throws IOException {
        while (children.current() != null && !enough()) {
            problems.add(children.where() + " is of no " + of.id());
            children.advance();
        }
    }

    private void conversations() throws IOException {
        Map<PortableTable, PortableWalk> walks = new EnumMap<>(PortableTable.class);
        try (PortableWalk conversations = new PortableWalk(PortableTable.CONVERSATION, tables)) {
            for (PortableTable table : OF_CONVERSATIONS) {
                walks.put(table, new PortableWalk(table, tables));
            }
            while (conversations.current() != null && !enough()) {
                ConversationCheck check = new ConversationCheck(conversations.row(), problems);
                for (Map.Entry<PortableTable, PortableWalk> walk : walks.entrySet()) {
                    orphans(walk.getValue(), conversations.row(), PortableTable.CONVERSATION);
                    while (walk.getValue().isOf(conversations.row(), 1) && !enough()) {
                        check.take(walk.getValue().row());
                        walk.getValue().advance();
                    }
                    check.endOf(walk.getKey());
                }
                conversations.advance();
            }
            for (PortableWalk walk : walks.values()) {
                rest(walk, PortableTable.CONVERSATION);
            }
        } finally {
            walks.values().forEach(PortableWalk::close);
        }
    }
}
