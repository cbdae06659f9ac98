package dev.parley.examples.server.api;

import static dev.parley.examples.server.http.ProblemException.orProblem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.ChatSession;
import dev.parley.core.Receipt;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ChatLimits;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.Revision;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import dev.parley.examples.server.http.RequestInput;
import io.javalin.http.Context;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages. */
final class MessageApi {

    private static final int DEFAULT_LIMIT = 50;
    /** A strong entity tag (RFC 9110 §8.8.3) whose value is a revision; an int has at most ten digits. */
    private static final Pattern REVISION_TAG = Pattern.compile("\"([0-9]{1,10})\"");

    private final People people;
    private final Limits limits;

    MessageApi(People people, Limits limits) {
        this.people = people;
        this.limits = limits;
    }

    void send(Context ctx, ChatSession session) {
        ConversationId conversation = PathIds.conversation(ctx);
        IdempotencyKey key =
                new IdempotencyKey(RequestInput.header(ctx, "Idempotency-Key", ErrorCode.IDEMPOTENCY_KEY_MALFORMED)
                        .orElse(""));
        JsonBody body = JsonBody.read(ctx, "text", "replyTo");
        Draft draft = Draft.of(key, body.string("text"));
        String replyTo = body.optionalString("replyTo");
        if (replyTo != null) {
            draft = draft.inReplyTo(replyTo(replyTo));
        }
        Draft ready = draft;
        Receipt receipt = orProblem(limits.telling(ctx, () -> session.send(conversation, ready)));
        ObjectNode json = Json.object();
        json.put("messageId", receipt.message().toString());
        json.put("seq", receipt.seq());
        json.put("createdAt", receipt.createdAt().toString());
        Answers.json(ctx, receipt.repeat() ? 200 : 201, json);
    }

    private static MessageId replyTo(String id) {
        try {
            return MessageId.parse(id);
        } catch (ChatException e) {
            throw new ProblemException(
                    Problem.of(ErrorCode.MESSAGE_ID_MALFORMED, "replyTo", "must be an id as it was given out"));
        }
    }

    void page(Context ctx, ChatSession session) {
        ConversationId conversation = PathIds.conversation(ctx);
        Page<Message, Long> page = orProblem(session.messages(conversation, range(ctx)));
        People.Names names = people.names(
                session.principal(), page.items().stream().map(Message::author).toList());
        ObjectNode json = Json.object();
        ArrayNode messages = json.putArray("messages");
        page.items().forEach(message -> messages.add(Json.message(message, names)));
        json.put("next", page.next().orElse(null));
        json.put("firstSeq", page.truncated().orElse(null));
        Answers.json(ctx, 200, json);
    }

    private static HistoryRange range(Context ctx) {
        OptionalLong before = RequestInput.number(ctx, "before", ErrorCode.SEQ_OUT_OF_RANGE);
        OptionalLong after = RequestInput.number(ctx, "after", ErrorCode.SEQ_OUT_OF_RANGE);
        int limit = RequestInput.limit(ctx, DEFAULT_LIMIT, ChatLimits.DEFAULT.maxPageSize());
        if (before.isPresent() && after.isPresent()) {
            throw new ProblemException(Problem.of(ErrorCode.PAGE_AMBIGUOUS, "after", "can't go with 'before'"));
        }
        return after.isPresent()
                ? HistoryRange.after(after.getAsLong(), limit)
                : HistoryRange.before(before.orElse(Long.MAX_VALUE), limit);
    }

    void read(Context ctx, ChatSession session) {
        MessageId id = PathIds.message(ctx, session);
        // The first from its place on; where it is no message, or none that one sees, that is another.
        Message message =
                orProblem(session.messages(id.conversation(), HistoryRange.after(id.seq() - 1, 1))).items().stream()
                        .filter(found -> found.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(Problem.of(ErrorCode.MESSAGE_NOT_FOUND, null)));
        ctx.header("ETag", "\"" + message.revision() + "\"");
        Answers.json(ctx, 200, Json.message(message, people.names(session.principal(), List.of(message.author()))));
    }

    void edit(Context ctx, ChatSession session) {
        MessageId message = PathIds.message(ctx, session);
        int expected = expectedRevision(ctx);
        String text = JsonBody.read(ctx, "text").string("text");
        Revision revision = orProblem(session.edit(message, expected, text));
        ObjectNode json = Json.object();
        json.put("revision", revision.number());
        json.put("seq", revision.seq());
        Answers.json(ctx, 200, json);
    }

    private static int expectedRevision(Context ctx) {
        String tag = RequestInput.header(ctx, "If-Match", ErrorCode.REVISION_OUT_OF_RANGE)
                .orElseThrow(() -> new ProblemException(Problem.of(ApiCode.REVISION_REQUIRED)));
        Matcher matcher = REVISION_TAG.matcher(tag);
        if (!matcher.matches()) {
            throw new ProblemException(Problem.of(ApiCode.IF_MATCH_MALFORMED, "If-Match", "must be like \"3\""));
        }
        long revision = Long.parseLong(matcher.group(1));
        if (revision < 1 || revision > Integer.MAX_VALUE) {
            throw new ProblemException(
                    Problem.of(ErrorCode.REVISION_OUT_OF_RANGE, "If-Match", "must hold 1 to " + Integer.MAX_VALUE));
        }
        return (int) revision;
    }

    void redact(Context ctx, ChatSession session) {
        orProblem(session.redact(PathIds.message(ctx, session)));
        Answers.noContent(ctx);
    }
}
