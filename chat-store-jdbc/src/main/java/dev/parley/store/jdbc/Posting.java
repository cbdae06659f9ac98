package dev.parley.store.jdbc;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.BodyHash;
import dev.parley.store.jdbc.PostingTables.Post;
import dev.parley.store.jdbc.Settlement.Again;
import dev.parley.store.jdbc.Settlement.Answered;
import dev.parley.store.jdbc.Settlement.Failed;
import dev.parley.store.jdbc.Settlement.Way;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends the messages of a batch in one transaction. One query takes the locks and answers everything that has to be
 * known; then each draft is judged in the order in which they came, duplicates go out, and what is left gets its seqs and
 * is written. An earlier message that was written while the query waited for a lock is not in its answer; then the insert
 * meets the unique index, and the work is done again.
 */
final class Posting {

    private final InstantSource clock;

    Posting(InstantSource clock) {
        this.clock = clock;
    }

    /** What comes before the first write. */
    interface Sealing {
        void seal() throws SQLException;
    }

    /** What makes a message the same as another one. */
    private record Sent(ConversationId conversation, UserId author, IdempotencyKey key) {}

    /**
     * Appends drafts of one tenant.
     *
     * @param drafts in the order in which they came
     * @param seal called before anything is written; who has withdrawn by then is left out
     * @param waits whether to wait for locks, which is safe for one conversation only
     * @return what comes of each when the transaction is committed
     */
    Map<Pending, Settlement> append(Session session, List<Pending> drafts, Sealing seal, boolean waits) {
        PostingTables tables = session.dialect().posting();
        try {
            List<@Nullable Ground> grounds = tables.look(session, drafts, waits);
            seal.seal();
            Batch batch = new Batch(session, tables, Times.now(clock), waits);
            for (int i = 0; i < drafts.size(); i++) {
                Pending pending = drafts.get(i);
                if (pending.state() != Pending.State.WITHDRAWN) {
                    batch.judge(pending, grounds.get(i));
                }
            }
            batch.write(drafts.get(0).author());
            return batch.settlements;
        } catch (SQLException e) {
            throw new UncheckedSqlException(e);
        }
    }

    /** The state of the conversations as the drafts before have left it. */
    private static final class Batch {
        private final Session session;
        private final PostingTables tables;
        private final Instant at;
        private final boolean certain;
        private final Map<Pending, Settlement> settlements = new LinkedHashMap<>();
        private final Map<ConversationId, Message> newest = new HashMap<>();
        private final Map<Sent, Post> sent = new HashMap<>();
        private final List<Post> posts = new ArrayList<>();

        Batch(Session session, PostingTables tables, Instant at, boolean waits) {
            this.session = session;
            this.tables = tables;
            this.at = at;
            this.certain = waits || !tables.passesOver();
        }

        void judge(Pending pending, @Nullable Ground ground) {
            if (ground == null) {
                settlements.put(
                        pending, certain ? new Answered(new AppendResult.NotFound()) : new Again(Way.CONVERSATION));
            } else {
                settlements.put(pending, answer(pending, ground));
            }
        }

        private Settlement answer(Pending pending, Ground ground) {
            Draft draft = pending.draft();
            BodyHash hash = BodyHash.of(draft);
            if (ground.sentSeq() > 0) {
                // An erased body matches any: a repeat must neither post again nor tell what was said.
                return ground.sentBefore() == null || hash.equals(ground.sentBefore())
                        ? repeat(pending, ground.sentSeq())
                        : conflict();
            }
            Sent same = new Sent(pending.conversation(), pending.author().user(), draft.key());
            @Nullable Post earlier = sent.get(same);
            if (earlier != null) {
                return hash.equals(earlier.hash()) ? duplicate(earlier.message()) : conflict();
            }
            @Nullable MessageId replyTo = draft.replyTo().orElse(null);
            if (replyTo != null && !ground.replyVisible()) {
                return new Failed(ChatException.invalid(
                        ErrorCode.REPLY_TO_UNKNOWN,
                        "replyTo",
                        "must be a message of this conversation that you can see"));
            }
            Post post = post(pending, ground, hash);
            sent.put(same, post);
            return new Answered(new AppendResult.Appended(post.message(), turns(post)));
        }

        /**
         * What was removed while the query waited for the lock is still in its answer; the next one reads anew. Who writes
         * messages reads none, so the author reads it.
         */
        private Settlement repeat(Pending pending, long seq) {
            Scope writing = session.scope();
            session.enter(Scope.of(pending.author(), pending.conversation()));
            Optional<Message> message = EntryRows.message(session, pending.conversation(), seq);
            session.enter(writing);
            return message.map(Posting::duplicate).orElseGet(() -> new Again(Way.ALONE));
        }

        private Post post(Pending pending, Ground ground, BodyHash hash) {
            Draft draft = pending.draft();
            @Nullable Message before = newest.get(pending.conversation());
            Message message = new Message(
                    new MessageId(pending.conversation(), (before == null ? ground.head() : before.seq()) + 1),
                    pending.author().user(),
                    kindOf(ground.role(), draft),
                    draft.text(),
                    draft.replyTo().orElse(null),
                    at,
                    null,
                    1,
                    false,
                    (before == null ? ground.posted() : before.ordinal()) + 1,
                    null);
            newest.put(pending.conversation(), message);
            List<UserId> asked =
                    message.kind() == MessageKind.USER && !ground.bots().isEmpty()
                            ? draft.asked(ground.bots(), ground.type())
                            : List.of();
            Post post = new Post(message, draft.key(), hash, asked);
            posts.add(post);
            return post;
        }

        void write(Principal any) throws SQLException {
            if (!posts.isEmpty()) {
                tables.write(session, posts);
                List<Post> asking =
                        posts.stream().filter(post -> !post.asked().isEmpty()).toList();
                if (!asking.isEmpty()) {
                    tables.ask(session, any.tenant(), asking);
                }
            }
        }
    }

    private static Settlement duplicate(Message message) {
        return new Answered(new AppendResult.Duplicate(message));
    }

    private static Settlement conflict() {
        return new Answered(new AppendResult.Conflict());
    }

    private static List<TurnId> turns(Post post) {
        if (post.asked().isEmpty()) {
            return List.of();
        }
        MessageId question = post.message().id();
        return post.asked().stream()
                .sorted()
                .map(bot -> new TurnId(question.conversation(), question.seq(), bot))
                .toList();
    }

    private static MessageKind kindOf(ParticipantRole author, Draft draft) {
        if (draft.isNotice()) {
            return MessageKind.SYSTEM;
        }
        return author == ParticipantRole.BOT ? MessageKind.BOT : MessageKind.USER;
    }
}
