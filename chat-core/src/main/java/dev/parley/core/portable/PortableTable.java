package dev.parley.core.portable;

import static dev.parley.core.portable.PortableColumn.bytes;
import static dev.parley.core.portable.PortableColumn.flag;
import static dev.parley.core.portable.PortableColumn.ids;
import static dev.parley.core.portable.PortableColumn.instant;
import static dev.parley.core.portable.PortableColumn.label;
import static dev.parley.core.portable.PortableColumn.number;
import static dev.parley.core.portable.PortableColumn.secret;
import static dev.parley.core.portable.PortableColumn.uuid;
import static dev.parley.core.portable.PortableColumn.words;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tables of the portable format, version {@value PortableStore#FORMAT_VERSION}, in the order in which they are written:
 * what is referred to comes first. They are a format of their own, not the schema of any database; whoever changes a
 * column here gives the format a new version.
 *
 * <p>What can be worked out from the rest stays out, so that it can't contradict it: which bots a conversation names, who
 * is first in a line of turns, and by what users are searched and sorted. So does what belongs to a running installation
 * and ends with it: leases, among them those of turns (a turn that runs is restored as one that waits, and can be claimed
 * at once), the fragments of a running turn (its next attempt begins anew), the counts of failed logins, and the changes of
 * access that nodes tell each other.
 */
public enum PortableTable {
    /** Users of the directory. */
    USER(
            2,
            label("tenant"),
            label("user_id"),
            label("login"),
            label("display_login"),
            label("name"),
            ids("roles"),
            flag("enabled"),
            secret("credential").orNothing(),
            number("credential_version")),

    /** Second factors. */
    SECOND_FACTOR(2, label("tenant"), label("user_id"), bytes("sealed_secret"), number("last_step"), flag("confirmed")),

    /** Recovery codes of second factors that were not used. */
    RECOVERY_CODE(3, label("tenant"), label("user_id"), bytes("hash")),

    /** API keys. */
    API_KEY(
            2,
            label("tenant"),
            label("id"),
            label("user_id"),
            label("name"),
            bytes("hash"),
            ids("scopes"),
            instant("created_at"),
            instant("expires_at").orNothing(),
            instant("last_used_at").orNothing()),

    /** Sessions. */
    SESSION(
            2,
            label("tenant"),
            label("id"),
            label("user_id"),
            label("device"),
            label("address"),
            flag("second_factor"),
            instant("created_at"),
            instant("last_seen_at"),
            number("idle_micros"),
            instant("ends_at"),
            instant("expires_at")),

    /** The refresh tokens of a session, as a whole. */
    REFRESH_FAMILY(
            2,
            label("tenant"),
            label("session_id"),
            label("user_id"),
            instant("ends_at"),
            bytes("newest"),
            instant("expires_at"),
            bytes("previous").orNothing(),
            instant("spent_at").orNothing(),
            bytes("sealed_successor").orNothing(),
            flag("reused")),

    /** The refresh tokens of a session, spent or not, each. */
    REFRESH_TOKEN(3, label("tenant"), label("session_id"), bytes("hash")),

    /** Conversations. */
    CONVERSATION(
            1,
            uuid("id"),
            label("tenant"),
            number("direct_until"),
            words("title"),
            label("title_author"),
            flag("open_history"),
            instant("created_at"),
            label("created_by"),
            bytes("creation_hash").orNothing(),
            number("head_seq"),
            number("posted_count"),
            number("last_posted_seq"),
            instant("last_activity"),
            number("erasures"),
            number("first_seq"),
            number("removed_count"),
            instant("held_since").orNothing(),
            words("hold_reason").orNothing()),

    /** Who takes part in a conversation. */
    PARTICIPANT(
            2,
            uuid("conversation_id"),
            label("user_id"),
            label("tenant"),
            label("role"),
            instant("joined_at"),
            number("visible_from"),
            number("read_seq"),
            number("read_ordinal"),
            flag("founder")),

    /** Who took part in a conversation. */
    FORMER_PARTICIPANT(
            2,
            uuid("conversation_id"),
            label("user_id"),
            label("tenant"),
            label("role"),
            instant("joined_at"),
            number("read_seq"),
            instant("left_at"),
            flag("founder")),

    /** Entries of the log; of a message that was posted also what it is now. */
    ENTRY(
            2,
            uuid("conversation_id"),
            number("seq"),
            label("type"),
            instant("happened_at"),
            label("author"),
            number("ordinal"),
            number("message_seq").orNothing(),
            words("body").orNothing(),
            flag("wiped"),
            label("kind").orNothing(),
            number("reply_to").orNothing(),
            words("current_body").orNothing(),
            number("revision").orNothing(),
            instant("edited_at").orNothing(),
            number("edited_seq").orNothing(),
            number("redacted_seq").orNothing(),
            label("idempotency_key").orNothing(),
            bytes("body_hash").orNothing(),
            number("turn_seq").orNothing(),
            flag("stopped"),
            label("subject").orNothing(),
            label("role").orNothing()),

    /** What bots were asked, and what has come of it; {@code state} is pending, completed, stopped or failed. */
    TURN(
            3,
            uuid("conversation_id"),
            number("message_seq"),
            label("bot"),
            label("tenant"),
            label("state"),
            number("attempt"),
            number("tries"),
            label("failure").orNothing(),
            number("answer_seq").orNothing());

    private final int keyColumns;

    /** Both can't be changed, which their types do not tell. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<PortableColumn> columns;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, Integer> places;

    PortableTable(int keyColumns, PortableColumn... columns) {
        this.keyColumns = keyColumns;
        this.columns = List.of(columns);
        this.places = IntStream.range(0, columns.length)
                .boxed()
                .collect(Collectors.toUnmodifiableMap(place -> columns[place].name(), place -> place));
    }

    /** {@return the stable name in lower case} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the columns, those of the key first} */
    public List<PortableColumn> columns() {
        return columns;
    }

    /** {@return how many columns, from the first, make the key: rows are ordered by it, and no two have the same} */
    public int keyColumns() {
        return keyColumns;
    }

    /**
     * Finds a column.
     *
     * @param column its name
     * @return its place, from 0; -1 if there is none
     */
    public int indexOf(String column) {
        return places.getOrDefault(column, -1);
    }
}
