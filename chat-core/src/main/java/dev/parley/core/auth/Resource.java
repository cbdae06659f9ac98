package dev.parley.core.auth;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.UserId;

/** What an action is asked for. It lies in the tenant of the principal who asks. */
public sealed interface Resource {

    /** Nothing in particular: the whole tenant, or only oneself. */
    record Tenant() implements Resource {}

    /**
     * A conversation, and what is in it.
     *
     * @param id the conversation
     */
    record Conversation(ConversationId id) implements Resource {}

    /**
     * A user.
     *
     * @param id the user
     */
    record User(UserId id) implements Resource {}

    /** {@return the whole tenant} */
    static Resource tenant() {
        return new Tenant();
    }

    /**
     * A conversation.
     *
     * @param id the conversation
     * @return the resource
     */
    static Resource conversation(ConversationId id) {
        return new Conversation(id);
    }

    /**
     * A user.
     *
     * @param id the user
     * @return the resource
     */
    static Resource user(UserId id) {
        return new User(id);
    }
}
