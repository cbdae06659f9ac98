package dev.parley.examples.server.live;

import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.message.ConversationId;

/**
 * Whose tokens are taken on sockets. Thread-safe. What refuses throws a
 * {@link dev.parley.examples.server.http.ProblemException}; who can't tell throws a
 * {@link dev.parley.core.error.ChatException} of kind unavailable.
 */
public interface SocketAccess {

    /** {@return whose token it is} */
    Principal principal(String token);

    /** Refuses unless who holds the token may follow a conversation. */
    void requireSubscribe(String token, ConversationId conversation);

    /** {@return tells, from memory, whether the token still holds} */
    AccessCheck check(String token);
}
