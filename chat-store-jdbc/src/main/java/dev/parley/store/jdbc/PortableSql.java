package dev.parley.store.jdbc;

import dev.parley.core.portable.PortableColumn;
import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableTable;
import dev.parley.core.portable.PortableType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the portable format lies in the schema: the one place to look at when either changes. A column of the format is the
 * column of the same name, unless it is read or written otherwise; the schema has some more, which are worked out.
 */
final class PortableSql {

    /** What stands in for whom nobody knows who is first in line until all turns are there. */
    private static final String UNFINISHED = "pending";

    private static final String READ_STATE =
            "CASE WHEN state IN ('waiting', 'first') THEN '" + UNFINISHED + "' ELSE state END";

    /** Columns of keys with other than ASCII in them. */
    private static final Set<String> UNICODE_KEYS = Set.of("user_id", "bot");

    private static final Map<PortableTable, List<Written>> WORKED_OUT = Map.of(
            PortableTable.USER,
            List.of(
                    new Written(
                            "folded_name",
                            PortableType.TEXT,
                            row -> row.text("name").toLowerCase(Locale.ROOT)),
                    new Written("sort_key", PortableType.BYTES, PortableSql::sortKey)),
            PortableTable.TURN,
            List.of(
                    new Written("running", PortableType.BOOLEAN, row -> false),
                    new Written("length", PortableType.LONG, row -> 0L)));

    /** What can be worked out only when all is there. */
    static final List<String> SETTLE = List.of("""
            UPDATE parley_conversation c
            SET bots = ARRAY(SELECT p.user_id FROM parley_participant p
                             WHERE p.conversation_id = c.id AND p.role = 'bot' ORDER BY p.user_id)
            WHERE EXISTS (SELECT 1 FROM parley_participant b WHERE b.conversation_id = c.id AND b.role = 'bot')
            """, """
            UPDATE parley_turn t SET state = 'first', due_at = <now>
            WHERE t.state = 'waiting'
                AND NOT EXISTS (SELECT 1 FROM parley_turn o
                                WHERE o.conversation_id = t.conversation_id AND o.state = 'waiting'
                                    AND o.bot = t.bot AND o.message_seq < t.message_seq)
            """);

    /** Everybody of whom there is something. */
    static final String OWNERS = List.of(
                    "participant",
                    "former_participant",
                    "user",
                    "session",
                    "refresh_family",
                    "api_key",
                    "second_factor")
            .stream()
            .map(table -> "SELECT tenant, user_id FROM parley_" + table)
            .collect(Collectors.joining(" UNION "));

    private static final String OF_USER = " WHERE tenant = :tenant AND user_id = :user";

    /** What there is of a user beside conversations. */
    static final List<String> ERASE = List.of(
            "DELETE FROM parley_refresh_token WHERE (tenant, session_id) IN"
                    + " (SELECT tenant, session_id FROM parley_refresh_family" + OF_USER + ")",
            "DELETE FROM parley_refresh_family" + OF_USER,
            "DELETE FROM parley_session" + OF_USER,
            "DELETE FROM parley_api_key" + OF_USER,
            "DELETE FROM parley_recovery_code" + OF_USER,
            "DELETE FROM parley_second_factor" + OF_USER,
            "DELETE FROM parley_user" + OF_USER);

    private PortableSql() {}

    /**
     * A column that is written.
     *
     * @param value what is written for a row
     */
    record Written(String name, PortableType type, Function<PortableRow, @Nullable Object> value) {}

    static String table(PortableTable table) {
        return "parley_" + table.id();
    }

    /** {@return all tables that are written, and that erasing reads} */
    static List<String> tables() {
        List<String> tables = new ArrayList<>();
        for (PortableTable table : PortableTable.values()) {
            tables.add(table(table));
        }
        tables.add("parley_fragment");
        return tables;
    }

    /**
     * {@return the query for all rows of a table in the order of the format}
     *
     * @param byBytes orders a text by its bytes in UTF-8
     */
    static String select(PortableTable table, UnaryOperator<String> byBytes) {
        String columns = table.columns().stream()
                .map(column ->
                        table == PortableTable.TURN && column.name().equals("state") ? READ_STATE : column.name())
                .collect(Collectors.joining(", "));
        String order = table.columns().stream()
                .limit(table.keyColumns())
                .map(PortableColumn::name)
                .map(name -> UNICODE_KEYS.contains(name) ? byBytes.apply(name) : name)
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM " + table(table) + " ORDER BY " + order;
    }

    static List<Written> written(PortableTable table) {
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            int place = i;
            PortableColumn column = table.columns().get(i);
            Function<PortableRow, @Nullable Object> value = row -> row.values().get(place);
            if (table == PortableTable.TURN && column.name().equals("state")) {
                value = row -> row.text("state").equals(UNFINISHED) ? "waiting" : row.text("state");
            }
            written.add(new Written(column.name(), column.type(), value));
        }
        written.addAll(WORKED_OUT.getOrDefault(table, List.of()));
        return written;
    }

    static String columns(List<Written> written) {
        return written.stream().map(Written::name).collect(Collectors.joining(", "));
    }

    private static byte[] sortKey(PortableRow user) {
        return (user.text("name") + '\0' + user.text("user_id")).getBytes(StandardCharsets.UTF_16BE);
    }
}
