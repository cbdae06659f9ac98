package dev.parley.core.auth;

import java.util.Locale;

/**
 * What a principal asks for: the one table of all actions, with the permission of each. The engine asks the
 * {@link Authorizer} about those on conversations; the last ones are for hosts that manage users.
 */
public enum Action {
    /** Create a conversation. */
    CREATE_CONVERSATION("conversation:create"),
    /** List one's own conversations. */
    LIST_CONVERSATIONS("conversation:list"),
    /** Read a conversation, its participants, its history. */
    READ("conversation:read"),
    /** Post a message. */
    POST("message:post"),
    /** Post a notice of the host. */
    POST_NOTICE("message:post_notice"),
    /** Replace the text of a message. */
    EDIT("message:edit"),
    /** Redact a message. */
    REDACT("message:redact"),
    /** Give a conversation another title. */
    RENAME("conversation:rename"),
    /** Add a participant. */
    ADD_PARTICIPANT("participant:add"),
    /** Remove a participant, or leave. */
    REMOVE_PARTICIPANT("participant:remove"),
    /** Move one's own read marker. */
    MARK_READ("conversation:mark_read"),
    /** Follow a conversation live. */
    SUBSCRIBE("conversation:subscribe"),
    /** Show that one is typing. */
    TYPE("conversation:type"),
    /** Stop what bots are saying. */
    STOP_TURN("turn:stop"),
    /** Export the data of the principal. */
    EXPORT_DATA("data:export"),
    /** Erase the data of the principal. */
    ERASE_DATA("data:erase"),
    /** List one's own sessions, or those of another user. */
    LIST_SESSIONS("session:list"),
    /** End one's own sessions, or those of another user. */
    REVOKE_SESSION("session:revoke"),
    /** Make, list and revoke API keys. */
    MANAGE_API_KEYS("api_key:manage"),
    /** Find users by a part of their name. */
    SEARCH_USERS("user:search"),
    /** Keep a user from logging in, and end what the user has open. */
    DISABLE_USER("user:disable"),
    /** Let a disabled user in again. */
    ENABLE_USER("user:enable"),
    /** Give a user other roles. */
    SET_ROLES("user:set_roles"),
    /** Set, release and list legal holds. */
    HOLD("retention:hold");

    private final String permission;

    Action(String permission) {
        this.permission = permission;
    }

    /** {@return the permission that covers this action: a domain, a colon, a verb} */
    public String permission() {
        return permission;
    }

    /** {@return the stable name in lower case} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
