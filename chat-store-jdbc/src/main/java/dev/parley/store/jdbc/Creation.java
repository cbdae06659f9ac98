package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.BodyHash;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Creates conversations. The id comes from the key, so a repeat meets the row of the first try. */
final class Creation {

    private static final String BEFORE = "SELECT creation_hash FROM parley_conversation WHERE id = :conversation";

    private static final String INSERT = """
            INSERT INTO parley_conversation (id, tenant, direct_until, title, title_author, open_history, created_at, created_by,
                creation_hash, head_seq, posted_count, last_posted_seq, last_activity, bots)
            VALUES (:conversation, :tenant, :directUntil, :title, :user, :openHistory, :at, :user, :hash, 0, 0, 0, :at,
                :bots)
            """;

    private static final String SEAT = """
            INSERT INTO parley_participant (conversation_id, user_id, tenant, role, joined_at, visible_from, read_seq,
                read_ordinal, founder)
            VALUES (:conversation, :user, :tenant, :role, :at, 1, 0, 0, TRUE)
            """;

    /** What an earlier creation left; the hash is empty when its creator was erased. */
    private record Before(Optional<BodyHash> hash) {}

    private final InstantSource clock;

    Creation(InstantSource clock) {
        this.clock = clock;
    }

    Outcome<Conversation> create(Session session, Principal creator, NewConversation from, IdempotencyKey key) {
        ConversationId id = ConversationId.derived(creator.tenant(), creator.user(), key);
        BodyHash hash = BodyHash.of(from);
        Optional<Before> before = before(session, id);
        if (before.isEmpty() && !insert(session, creator, from, id, hash)) {
            // Made just now by the same creator; or there for others only, for the creator has left or was erased.
            before = before(session, id);
        }
        Optional<Conversation> created = Conversations.find(session, creator, id);
        if (created.isPresent() && before.isPresent() && !before.get().hash().equals(Optional.of(hash))) {
            return Outcome.refused(ErrorCode.IDEMPOTENCY_CONFLICT);
        }
        return created.map(Outcome::done).orElseGet(() -> Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
    }

    private static Optional<Before> before(Session session, ConversationId id) {
        return session.query(BEFORE)
                .bind("conversation", id.value())
                .map((row, context) -> {
                    byte @Nullable [] bytes = row.getBytes("creation_hash");
                    return new Before(bytes == null ? Optional.empty() : Optional.of(BodyHash.fromBytes(bytes)));
                })
                .findOne();
    }

    /** {@return whether it is new} */
    private boolean insert(Session session, Principal creator, NewConversation from, ConversationId id, BodyHash hash) {
        Map<UserId, ParticipantRole> roles = new LinkedHashMap<>(from.participants());
        roles.put(creator.user(), ParticipantRole.OWNER);
        OffsetDateTime at = Times.column(Times.now(clock));
        int inserted = Session.seated(session.update(INSERT + session.dialect().orElseNothing()), creator, id)
                .bind("directUntil", roles.size() == 2 ? Conversations.DIRECT : 0)
                .bind("title", from.title())
                .bind("openHistory", from.openHistory())
                .bind("at", at)
                .bind("hash", hash.toBytes())
                .bindArray("bots", String.class, bots(roles))
                .execute();
        if (inserted == 0) {
            return false;
        }
        PreparedBatch seats = session.batch(SEAT);
        roles.forEach((user, role) -> seats.bind("conversation", id.value())
                .bind("user", user.value())
                .bind("tenant", creator.tenant().value())
                .bind("role", role.id())
                .bind("at", at)
                .add());
        seats.execute();
        return true;
    }

    private static List<String> bots(Map<UserId, ParticipantRole> roles) {
        return roles.entrySet().stream()
                .filter(seat -> seat.getValue() == ParticipantRole.BOT)
                .map(seat -> seat.getKey().value())
                .toList();
    }
}
