package dev.parley.store.jdbc;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Revision;
import dev.parley.core.message.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Edits and redacts messages. Needs the lock that comes with a seat. */
final class Revisions {

    private static final String TARGET = """
            SELECT author, coalesce(current_body, body) AS text, wiped, revision, edited_seq, redacted_seq
            FROM parley_entry
            WHERE conversation_id = :conversation AND seq = :seq AND type = 'posted'
            """;

    private static final String INSERT_EDIT = """
            INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, message_seq, body, revision)
            VALUES (:conversation, :seq, 'edited', :at, :author, :ordinal, :message, :text, :revision)
            """;

    private static final String UPDATE_EDITED = """
            UPDATE parley_entry
            SET current_body = :text, revision = :revision, edited_at = :at, edited_seq = :seq
            WHERE conversation_id = :conversation AND seq = :message
            """;

    private static final String INSERT_REDACTION = """
            INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, message_seq)
            VALUES (:conversation, :seq, 'redacted', :at, :author, :ordinal, :message)
            """;

    private static final String WIPE_MESSAGE = """
            UPDATE parley_entry SET body = '', current_body = NULL, wiped = TRUE, redacted_seq = :seq
            WHERE conversation_id = :conversation AND seq = :message
            """;

    private static final String WIPE_EDITS = """
            UPDATE parley_entry SET body = '', wiped = TRUE
            WHERE conversation_id = :conversation AND type = 'edited' AND message_seq = :message
            """;

    private final InstantSource clock;

    Revisions(InstantSource clock) {
        this.clock = clock;
    }

    private record Target(
            UserId author,
            String text,
            boolean wiped,
            int revision,
            long editedSeq,
            @Nullable Long redactedSeq) {

        static Target read(ResultSet row) throws SQLException {
            return new Target(
                    new UserId(row.getString("author")),
                    row.getString("text"),
                    row.getBoolean("wiped"),
                    row.getInt("revision"),
                    row.getLong("edited_seq"),
                    row.getObject("redacted_seq", Long.class));
        }
    }

    private static Optional<Target> target(Session session, Seat seat, MessageId message) {
        if (!seat.sees(message.seq())) {
            return Optional.empty();
        }
        return session.query(TARGET)
                .bind("conversation", seat.conversation().value())
                .bind("seq", message.seq())
                .map((row, context) -> Target.read(row))
                .findOne();
    }

    Outcome<Revision> revise(Session session, Seat editor, MessageId message, int expected, String text) {
        @Nullable Target target = target(session, editor, message).orElse(null);
        if (target == null) {
            return Outcome.refused(ErrorCode.MESSAGE_NOT_FOUND);
        }
        if (!target.author().equals(editor.user())) {
            return Outcome.refused(ErrorCode.AUTHOR_REQUIRED);
        }
        if (target.wiped()) {
            return Outcome.refused(ErrorCode.MESSAGE_REDACTED);
        }
        if (target.revision() == expected + 1 && target.text().equals(text)) {
            return Outcome.done(new Revision(message, target.revision(), target.editedSeq()));
        }
        if (target.revision() != expected) {
            return Outcome.refused(ErrorCode.REVISION_CONFLICT);
        }
        long seq = editor.head() + 1;
        OffsetDateTime at = Times.column(Times.now(clock));
        for (String sql : new String[] {INSERT_EDIT, UPDATE_EDITED, Head.MOVE}) {
            session.update(sql)
                    .bind("conversation", editor.conversation().value())
                    .bind("seq", seq)
                    .bind("at", at)
                    .bind("author", editor.user().value())
                    .bind("ordinal", editor.posted())
                    .bind("message", message.seq())
                    .bind("text", text)
                    .bind("revision", expected + 1)
                    .execute();
        }
        return Outcome.done(new Revision(message, expected + 1, seq));
    }

    Outcome<Change> redact(Session session, Seat redactor, MessageId message) {
        @Nullable Target target = target(session, redactor, message).orElse(null);
        if (target == null) {
            return Outcome.refused(ErrorCode.MESSAGE_NOT_FOUND);
        }
        if (!target.author().equals(redactor.user()) && !redactor.owns()) {
            return Outcome.refused(ErrorCode.AUTHOR_REQUIRED);
        }
        if (target.redactedSeq() != null) {
            return Outcome.done(new Change(target.redactedSeq(), false));
        }
        long seq = redactor.head() + 1;
        OffsetDateTime at = Times.column(Times.now(clock));
        for (String sql : new String[] {INSERT_REDACTION, WIPE_MESSAGE, WIPE_EDITS, Head.MOVE}) {
            session.update(sql)
                    .bind("conversation", redactor.conversation().value())
                    .bind("seq", seq)
                    .bind("at", at)
                    .bind("author", redactor.user().value())
                    .bind("ordinal", redactor.posted())
                    .bind("message", message.seq())
                    .execute();
        }
        TurnLines.questionGone(session, redactor.conversation(), message.seq());
        return Outcome.done(new Change(seq, true));
    }
}
