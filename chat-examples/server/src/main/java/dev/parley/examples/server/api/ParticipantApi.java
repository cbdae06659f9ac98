package dev.parley.examples.server.api;

import static dev.parley.examples.server.http.ProblemException.orProblem;

import dev.parley.core.ChatSession;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import io.javalin.http.Context;
import java.util.List;

/** Who takes part. */
final class ParticipantApi {

    private final People people;

    ParticipantApi(People people) {
        this.people = people;
    }

    void add(Context ctx, ChatSession session) {
        ConversationId conversation = PathIds.conversation(ctx);
        JsonBody body = JsonBody.read(ctx, "userId", "role");
        UserId user = PathIds.userId(body.string("userId"))
                .orElseThrow(() -> new ProblemException(
                        Problem.of(ErrorCode.USER_ID_MALFORMED, "userId", "must be an id as it was given out")));
        ParticipantRole role = ParticipantRole.parse(body.string("role"));
        // Asked first: who is not in the conversation learns nothing of the directory either.
        orProblem(session.conversation(conversation));
        people.requireUsers(session.principal(), List.of(user), "userId");
        orProblem(session.addParticipant(conversation, user, role));
        Answers.json(ctx, 201, Json.participant(user, role, people.names(session.principal(), List.of(user))));
    }

    void remove(Context ctx, ChatSession session) {
        orProblem(session.removeParticipant(PathIds.conversation(ctx), PathIds.user(ctx, session)));
        Answers.noContent(ctx);
    }
}
