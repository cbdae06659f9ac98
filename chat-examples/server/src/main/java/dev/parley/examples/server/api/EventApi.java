package dev.parley.examples.server.api;

import static dev.parley.examples.server.http.ProblemException.orProblem;

import dev.parley.core.ChatSession;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import dev.parley.examples.server.http.RequestInput;
import dev.parley.examples.server.live.LiveConnections;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Collections;
import java.util.List;

/** What goes on in a conversation while it goes on. */
final class EventApi {

    private final LiveConnections connections;

    EventApi(LiveConnections connections) {
        this.connections = connections;
    }

    void stream(Context ctx, ChatSession session, AccessCheck access) {
        ConversationId conversation = PathIds.conversation(ctx);
        long after = after(ctx);
        Subscription subscription = orProblem(session.subscribe(conversation, after, access));
        if (ctx.method().equals(HandlerType.HEAD)) {
            subscription.close();
            ctx.status(200).contentType("text/event-stream");
        } else {
            connections.stream(ctx, conversation, session.principal(), subscription);
        }
    }

    /** The header wins: a browser that connects again sends it, with the address that it was given first. */
    private static long after(Context ctx) {
        long after =
                RequestInput.number(ctx, "after", ErrorCode.SEQ_OUT_OF_RANGE).orElse(0);
        List<String> ids = Collections.list(ctx.req().getHeaders("Last-Event-ID"));
        return ids.isEmpty() ? after : lastEventId(ids);
    }

    private static long lastEventId(List<String> ids) {
        try {
            // Longs have at most 19 digits; Long.parseLong takes signs and the digits of other scripts, too.
            if (ids.size() == 1 && ids.get(0).matches("[0-9]{1,19}")) {
                return Long.parseLong(ids.get(0));
            }
        } catch (NumberFormatException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static ProblemException malformed() {
        return new ProblemException(
                Problem.of(ApiCode.LAST_EVENT_ID_MALFORMED, "Last-Event-ID", "must be a sequence number"));
    }

    void typing(Context ctx, ChatSession session) {
        orProblem(session.typing(PathIds.conversation(ctx)));
        Answers.noContent(ctx);
    }

    void stopTurn(Context ctx, ChatSession session) {
        orProblem(session.stopTurns(PathIds.conversation(ctx)));
        Answers.noContent(ctx);
    }
}
