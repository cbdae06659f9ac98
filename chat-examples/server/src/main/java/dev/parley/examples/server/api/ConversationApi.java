package dev.parley.examples.server.api;

import static dev.parley.examples.server.http.ProblemException.orProblem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ChatLimits;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.Participant;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ListCursor;
import dev.parley.core.store.Page;
import dev.parley.examples.server.http.Answers;
import dev.parley.examples.server.http.JsonBody;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import dev.parley.examples.server.http.RequestInput;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;

/** Conversations, and one's place in them. */
final class ConversationApi {

    private static final int DEFAULT_LIMIT = 50;

    private final People people;
    private final UserId bot;

    ConversationApi(People people, UserId bot) {
        this.people = people;
        this.bot = bot;
    }

    void create(Context ctx, ChatSession session) {
        JsonBody body = JsonBody.read(ctx, "title", "participants", "bot", "openHistory");
        String title = body.string("title");
        List<UserId> participants = participants(body);
        NewConversation conversation = NewConversation.of(title, participants.toArray(UserId[]::new));
        if (body.flag("bot")) {
            conversation = conversation.with(bot, ParticipantRole.BOT);
        }
        if (body.flag("openHistory")) {
            conversation = conversation.withOpenHistory();
        }
        // Before the directory is asked for each of them.
        ChatLimits.DEFAULT.check(conversation);
        people.requireUsers(session.principal(), participants, "participants");
        Outcome<Conversation> created = create(ctx, session, conversation);
        answer(ctx, 201, session.principal(), orProblem(created));
    }

    private static Outcome<Conversation> create(Context ctx, ChatSession session, NewConversation conversation) {
        return RequestInput.header(ctx, "Idempotency-Key", ErrorCode.IDEMPOTENCY_KEY_MALFORMED)
                .map(key -> session.create(conversation, new IdempotencyKey(key)))
                .orElseGet(() -> session.create(conversation));
    }

    private static List<UserId> participants(JsonBody body) {
        return body.strings("participants").stream()
                .map(id -> PathIds.userId(id)
                        .orElseThrow(() -> new ProblemException(Problem.of(
                                ErrorCode.USER_ID_MALFORMED, "participants", "must hold ids as they were given out"))))
                .toList();
    }

    void list(Context ctx, ChatSession session) {
        ListCursor cursor =
                RequestInput.parameter(ctx, "cursor").map(ListCursor::parse).orElse(null);
        int limit = RequestInput.limit(ctx, DEFAULT_LIMIT, ChatLimits.DEFAULT.maxPageSize());
        Page<ConversationSummary, ListCursor> page = orProblem(session.conversations(cursor, limit));
        People.Names names = people.names(
                session.principal(),
                page.items().stream()
                        .map(ConversationSummary::lastMessage)
                        .filter(Objects::nonNull)
                        .map(Message::author)
                        .toList());
        ObjectNode json = Json.object();
        ArrayNode conversations = json.putArray("conversations");
        page.items().forEach(summary -> conversations.add(Json.summary(summary, names)));
        json.put("next", page.next().map(ListCursor::toString).orElse(null));
        Answers.json(ctx, 200, json);
    }

    void read(Context ctx, ChatSession session) {
        answer(ctx, 200, session.principal(), orProblem(session.conversation(PathIds.conversation(ctx))));
    }

    void rename(Context ctx, ChatSession session) {
        ConversationId id = PathIds.conversation(ctx);
        String title = JsonBody.read(ctx, "title").string("title");
        orProblem(session.rename(id, title));
        answer(ctx, 200, session.principal(), orProblem(session.conversation(id)));
    }

    void markRead(Context ctx, ChatSession session) {
        ConversationId id = PathIds.conversation(ctx);
        long seq = JsonBody.read(ctx, "seq").seq("seq");
        orProblem(session.markRead(id, seq));
        Answers.noContent(ctx);
    }

    private void answer(Context ctx, int status, Principal principal, Conversation conversation) {
        List<UserId> users =
                conversation.participants().stream().map(Participant::user).toList();
        Answers.json(ctx, status, Json.conversation(conversation, people.names(principal, users)));
    }
}
