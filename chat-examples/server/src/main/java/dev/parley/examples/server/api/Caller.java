package dev.parley.examples.server.api;

import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.SessionId;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, and how they came in.
 *
 * @param chat the chat on their behalf
 * @param session the session that they logged in with, or null for an API key
 * @param token what they sent; left out of {@link #toString()}
 */
record Caller(ChatSession chat, @Nullable SessionId session, String token) {

    Principal principal() {
        return chat.principal();
    }

    /** The session, or the end of the request: who has a key only must not change what the user logs in with. */
    SessionId requireSession() {
        if (session == null) {
            throw new ProblemException(Problem.of(ApiCode.SESSION_REQUIRED));
        }
        return session;
    }

    @Override
    public String toString() {
        return "Caller[" + principal().user() + "]";
    }
}
