package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;

/** Renames conversations, and lets participants join and leave. Needs the lock that comes with a seat. */
final class Participation {

    private static final String INSERT_RENAMED = """
            INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, body)
            VALUES (:conversation, :seq, 'renamed', :at, :author, :ordinal, :title)
            """;

    private static final String RENAME = """
            UPDATE parley_conversation SET title = :title, title_author = :author, head_seq = :seq
            WHERE id = :conversation
            """;

    private static final String ROLE =
            "SELECT role FROM parley_participant WHERE conversation_id = :conversation AND user_id = :user";

    private static final String COUNT = "SELECT count(*) FROM parley_participant WHERE conversation_id = :conversation";

    private static final String INSERT_JOINED = """
            INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, subject, role)
            VALUES (:conversation, :seq, 'joined', :at, :author, :ordinal, :user, :role)
            """;

    private static final String SEAT = """
            INSERT INTO parley_participant (conversation_id, user_id, tenant, role, joined_at, visible_from, read_seq,
                read_ordinal, founder)
            VALUES (:conversation, :user, :tenant, :role, :at, :visibleFrom, :seq, :ordinal,
                EXISTS (SELECT 1 FROM parley_former_participant
                        WHERE conversation_id = :conversation AND user_id = :user AND founder))
            """;

    private static final String FORGET =
            "DELETE FROM parley_former_participant WHERE conversation_id = :conversation AND user_id = :user";

    /** Who was there from the creation on may come back without making it a group. */
    private static final String END_DIRECT = """
            UPDATE parley_conversation SET direct_until = :seq
            WHERE id = :conversation AND direct_until > :seq
                AND EXISTS (SELECT 1 FROM parley_participant
                            WHERE conversation_id = :conversation AND user_id = :user AND NOT founder)
            """;

    private static final String INSERT_LEFT = """
            INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, subject)
            VALUES (:conversation, :seq, 'left', :at, :author, :ordinal, :user)
            """;

    private static final String REMEMBER = """
            INSERT INTO parley_former_participant (conversation_id, user_id, tenant, role, joined_at, read_seq, left_at,
                founder)
            SELECT conversation_id, user_id, tenant, role, joined_at, read_seq, :at, founder
            FROM parley_participant WHERE conversation_id = :conversation AND user_id = :user
            """;

    private static final String UNSEAT =
            "DELETE FROM parley_participant WHERE conversation_id = :conversation AND user_id = :user";

    private final InstantSource clock;

    Participation(InstantSource clock) {
        this.clock = clock;
    }

    Outcome<Change> rename(Session session, Seat owner, String title) {
        if (!owner.owns()) {
            return Outcome.refused(ErrorCode.OWNER_REQUIRED);
        }
        if (title.equals(owner.title())) {
            return Outcome.done(new Change(owner.head(), false));
        }
        OffsetDateTime at = Times.column(Times.now(clock));
        for (String sql : List.of(INSERT_RENAMED, RENAME)) {
            entry(session, sql, owner, at).bind("title", title).execute();
        }
        return Outcome.done(new Change(owner.head() + 1, true));
    }

    Outcome<Change> join(
            Session session, Seat owner, TenantId tenant, UserId user, ParticipantRole role, int maxParticipants) {
        if (!owner.owns()) {
            return Outcome.refused(ErrorCode.OWNER_REQUIRED);
        }
        UUID conversation = owner.conversation().value();
        Optional<ParticipantRole> present = role(session, conversation, user);
        if (present.isPresent()) {
            return present.get() == role
                    ? Outcome.done(new Change(owner.head(), false))
                    : Outcome.refused(ErrorCode.PARTICIPANT_EXISTS);
        }
        int before = session.query(COUNT)
                .bind("conversation", conversation)
                .mapTo(Integer.class)
                .one();
        if (before >= maxParticipants) {
            throw ChatException.invalid(
                    ErrorCode.PARTICIPANTS_TOO_MANY,
                    "participants",
                    "must leave the conversation with at most " + maxParticipants);
        }
        OffsetDateTime at = Times.column(Times.now(clock));
        for (String sql : List.of(INSERT_JOINED, SEAT, FORGET, END_DIRECT, Head.MOVE)) {
            entry(session, sql, owner, at)
                    .bind("user", user.value())
                    .bind("tenant", tenant.value())
                    .bind("role", role.id())
                    .bind("visibleFrom", owner.openHistory() ? 1 : owner.head() + 1)
                    .execute();
        }
        if (role == ParticipantRole.BOT) {
            TurnLines.botJoined(session, owner.conversation());
        }
        return Outcome.done(new Change(owner.head() + 1, true));
    }

    Outcome<Change> leave(Session session, Seat remover, UserId user) {
        if (!remover.user().equals(user) && !remover.owns()) {
            return Outcome.refused(ErrorCode.OWNER_REQUIRED);
        }
        UUID conversation = remover.conversation().value();
        Optional<ParticipantRole> role = role(session, conversation, user);
        if (role.isEmpty()) {
            return Outcome.refused(ErrorCode.PARTICIPANT_NOT_FOUND);
        }
        OffsetDateTime at = Times.column(Times.now(clock));
        leaving(session, List.of(INSERT_LEFT, REMEMBER), remover, at, user);
        // Who has left is not seated any more, and what follows is settled for those who stay.
        session.enter(session.scope().asWorker());
        leaving(session, List.of(UNSEAT, Head.MOVE), remover, at, user);
        if (role.get() == ParticipantRole.BOT) {
            TurnLines.botLeft(session, remover.conversation(), user);
        }
        Succession.settle(session, List.of(conversation));
        return Outcome.done(new Change(remover.head() + 1, true));
    }

    private static void leaving(
            Session session, List<String> statements, Seat remover, OffsetDateTime at, UserId user) {
        for (String sql : statements) {
            entry(session, sql, remover, at).bind("user", user.value()).execute();
        }
    }

    private static Optional<ParticipantRole> role(Session session, UUID conversation, UserId user) {
        return session.query(ROLE)
                .bind("conversation", conversation)
                .bind("user", user.value())
                .map((row, context) -> ParticipantRole.parse(row.getString("role")))
                .findOne();
    }

    private static Update entry(Session session, String sql, Seat by, OffsetDateTime at) {
        return session.update(sql)
                .bind("conversation", by.conversation().value())
                .bind("seq", by.head() + 1)
                .bind("at", at)
                .bind("author", by.user().value())
                .bind("ordinal", by.posted());
    }
}
