package dev.parley.examples.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.auth.session.Sessions;
import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import io.javalin.http.Context;
import java.time.Duration;

/** Where one is logged in. */
final class SessionApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Sessions sessions;

    SessionApi(Sessions sessions) {
        this.sessions = sessions;
    }

    void list(Context ctx, Caller caller) {
        SessionId current = caller.requireSession();
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("sessions");
        sessions.list(caller.principal(), Deadline.after(TIMEOUT))
                .forEach(session -> array.add(json(session, session.id().equals(current))));
        Answers.json(ctx, 200, json);
    }

    private static ObjectNode json(Session session, boolean current) {
        ObjectNode json = Json.object();
        json.put("id", session.id().value());
        json.put("device", session.device());
        json.put("address", session.address());
        json.put("createdAt", session.createdAt().toString());
        json.put("lastSeenAt", session.lastSeenAt().toString());
        json.put("current", current);
        return json;
    }

    void end(Context ctx, Caller caller) {
        caller.requireSession();
        if (!sessions.revoke(caller.principal(), id(ctx), Deadline.after(TIMEOUT))) {
            throw notFound();
        }
        Answers.noContent(ctx);
    }

    /** One that can't exist answers like one that does not. */
    private static SessionId id(Context ctx) {
        try {
            return new SessionId(ctx.pathParam("id"));
        } catch (ChatException e) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(Problem.of(ApiCode.SESSION_NOT_FOUND));
    }

    void endOthers(Context ctx, Caller caller) {
        SessionId current = caller.requireSession();
        sessions.logoutAll(caller.principal(), caller.principal().user(), current, Deadline.after(TIMEOUT));
        Answers.noContent(ctx);
    }
}
