package dev.parley.examples.server.api;

import dev.parley.core.ChatSession;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.UserId;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import io.javalin.http.Context;
import java.util.Optional;

/** Ids in addresses. One that can't exist answers like one that does not: 404, with the same body. */
final class PathIds {

    private PathIds() {}

    static ConversationId conversation(Context ctx) {
        return conversationId(ctx.pathParam("id")).orElseThrow(() -> notFound(ErrorCode.CONVERSATION_NOT_FOUND));
    }

    static Optional<ConversationId> conversationId(String id) {
        try {
            return Optional.of(ConversationId.parse(id));
        } catch (ChatException e) {
            return Optional.empty();
        }
    }

    /** The id of a message in the conversation of the address. */
    static MessageId message(Context ctx, ChatSession session) {
        ConversationId conversation = conversation(ctx);
        try {
            MessageId message = MessageId.parse(ctx.pathParam("messageId"));
            if (message.conversation().equals(conversation)) {
                return message;
            }
        } catch (ChatException e) {
            throw missing(session, conversation, ErrorCode.MESSAGE_NOT_FOUND);
        }
        throw missing(session, conversation, ErrorCode.MESSAGE_NOT_FOUND);
    }

    /** The id of a user in an address within a conversation. */
    static UserId user(Context ctx, ChatSession session) {
        return userId(ctx.pathParam("userId"))
                .orElseThrow(() -> missing(session, conversation(ctx), ErrorCode.PARTICIPANT_NOT_FOUND));
    }

    static Optional<UserId> userId(String id) {
        try {
            return Optional.of(new UserId(id));
        } catch (ChatException e) {
            return Optional.empty();
        }
    }

    /** Who does not see the conversation must not learn from a malformed id that it exists. */
    private static ProblemException missing(ChatSession session, ConversationId conversation, ErrorCode within) {
        ProblemException.orProblem(session.conversation(conversation));
        return notFound(within);
    }

    private static ProblemException notFound(ErrorCode code) {
        return new ProblemException(Problem.of(code, null));
    }
}
