package dev.parley.store.jdbc;

import dev.parley.core.message.TurnId;

/** What a running turn has written. Needs the lock of the turn's row. */
final class Fragments {

    private static final String ADD = """
            INSERT INTO parley_fragment (conversation_id, message_seq, bot, start_offset, body)
            VALUES (:conversation, :message, :bot, :offset, :text)
            """;

    private static final String READ =
            "SELECT body FROM parley_fragment WHERE " + TurnRow.KEY + " ORDER BY start_offset";

    private static final String DELETE = "DELETE FROM parley_fragment WHERE " + TurnRow.KEY;

    private Fragments() {}

    static void add(Session session, TurnId turn, int offset, String text) {
        TurnRow.bind(session.update(ADD), turn)
                .bind("offset", offset)
                .bind("text", text)
                .execute();
    }

    static String text(Session session, TurnRow turn) {
        return turn.length() == 0
                ? ""
                : String.join(
                        "",
                        TurnRow.bind(session.query(READ), turn.id())
                                .mapTo(String.class)
                                .list());
    }

    static void wipe(Session session, TurnRow turn) {
        if (turn.length() > 0) {
            wipe(session, turn.id());
        }
    }

    static void wipe(Session session, TurnId turn) {
        TurnRow.bind(session.update(DELETE), turn).execute();
    }
}
