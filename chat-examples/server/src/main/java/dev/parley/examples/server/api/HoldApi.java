package dev.parley.examples.server.api;

import static dev.parley.examples.server.http.ProblemException.orProblem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ChatLimits;
import dev.parley.core.message.ConversationId;
import dev.parley.core.store.HistoryRetention;
import dev.parley.core.store.LegalHold;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import dev.parley.examples.server.http.RequestInput;
import io.javalin.http.Context;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Legal holds, for admins: of conversations of their tenant, whether they take part in them or not. */
final class HoldApi {

    private static final Logger LOG = LoggerFactory.getLogger(HoldApi.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int DEFAULT_LIMIT = 50;

    private final HistoryRetention retention;

    HoldApi(HistoryRetention retention) {
        this.retention = retention;
    }

    void list(Context ctx, Caller caller) {
        ConversationId after =
                RequestInput.parameter(ctx, "cursor").map(HoldApi::cursor).orElse(null);
        int limit = RequestInput.limit(ctx, DEFAULT_LIMIT, ChatLimits.DEFAULT.maxPageSize());
        Page<LegalHold, ConversationId> page =
                retention.holds(caller.principal().tenant(), after, limit, Deadline.after(TIMEOUT));
        ObjectNode json = Json.object();
        ArrayNode holds = json.putArray("holds");
        page.items().forEach(hold -> holds.add(json(hold)));
        json.put("next", page.next().map(ConversationId::toString).orElse(null));
        Answers.json(ctx, 200, json);
    }

    private static ConversationId cursor(String value) {
        try {
            return ConversationId.parse(value);
        } catch (ChatException e) {
            throw new ProblemException(
                    Problem.of(ErrorCode.CURSOR_MALFORMED, "cursor", "must be a cursor as it was given out"));
        }
    }

    void set(Context ctx, Caller caller) {
        ConversationId conversation = PathIds.conversation(ctx);
        String reason = JsonBody.read(ctx, "reason").string("reason");
        LegalHold hold =
                orProblem(retention.hold(caller.principal().tenant(), conversation, reason, Deadline.after(TIMEOUT)));
        LOG.info("User {} holds conversation {}", caller.principal().user(), conversation);
        Answers.json(ctx, 200, json(hold));
    }

    void release(Context ctx, Caller caller) {
        ConversationId conversation = PathIds.conversation(ctx);
        orProblem(retention.release(caller.principal().tenant(), conversation, Deadline.after(TIMEOUT)));
        LOG.info("User {} releases conversation {}", caller.principal().user(), conversation);
        Answers.noContent(ctx);
    }

    private static ObjectNode json(LegalHold hold) {
        ObjectNode json = Json.object();
        json.put("conversationId", hold.conversation().toString());
        json.put("since", hold.since().toString());
        json.put("reason", hold.reason());
        return json;
    }
}
