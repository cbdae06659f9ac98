package dev.parley.core.error;

import java.util.Locale;

/**
 * Every way in which a call can end other than well. The {@linkplain #id() id} is stable: programs may compare it, and it
 * never changes its meaning between versions. New codes may be added.
 */
public enum ErrorCode {
    /** The text of a message has more code points than the limit allows. */
    TEXT_TOO_LONG(ErrorKind.INVALID, "Shorten the text or split it into several messages."),
    /** The text of a message holds a NUL or a surrogate without its partner. */
    TEXT_MALFORMED(ErrorKind.INVALID, "Send well-formed Unicode without NUL."),
    /** A conversation's title has more code points than the limit allows. */
    TITLE_TOO_LONG(ErrorKind.INVALID, "Shorten the title."),
    /** A conversation's title holds a NUL or a surrogate without its partner. */
    TITLE_MALFORMED(ErrorKind.INVALID, "Send well-formed Unicode without NUL."),
    /** An idempotency key is absent or empty where the call needs one. */
    IDEMPOTENCY_KEY_MISSING(ErrorKind.INVALID, "Send a key that is new for each message and the same for each retry."),
    /** An idempotency key has more code points than the limit allows. */
    IDEMPOTENCY_KEY_TOO_LONG(ErrorKind.INVALID, "Use a shorter key, a UUID for example."),
    /** An idempotency key holds a control character or a surrogate without its partner. */
    IDEMPOTENCY_KEY_MALFORMED(ErrorKind.INVALID, "Use printable characters, a UUID for example."),
    /** A conversation id is not of the form that this system gives out. */
    CONVERSATION_ID_MALFORMED(ErrorKind.INVALID, "Use an id as it was given out."),
    /** A message id is not of the form that this system gives out. */
    MESSAGE_ID_MALFORMED(ErrorKind.INVALID, "Use an id as it was given out."),
    /** A turn id is not of the form that this system gives out. */
    TURN_ID_MALFORMED(ErrorKind.INVALID, "Use an id as it was given out."),
    /** A user id is empty, too long, or holds a control character. */
    USER_ID_MALFORMED(ErrorKind.INVALID, "Use 1 to 128 printable characters."),
    /** A tenant id is empty, too long, or holds other than letters, digits, dot, dash and underscore. */
    TENANT_ID_MALFORMED(ErrorKind.INVALID, "Use 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-'."),
    /** A login name is empty, too long or ill-formed. */
    LOGIN_MALFORMED(ErrorKind.INVALID, "Send a login name of 1 to 254 printable characters."),
    /** A session id is not of the form that this system gives out. */
    SESSION_ID_MALFORMED(ErrorKind.INVALID, "Use an id as it was given out."),
    /** The scopes of an API key are none, too many, or not of the form of permissions. */
    SCOPE_MALFORMED(ErrorKind.INVALID, "Send 1 to 64 permissions such as message:post or message:*."),
    /** The roles of a user are too many, or not of the form of role names. */
    ROLES_MALFORMED(ErrorKind.INVALID, "Send at most 32 roles, each of 1 to 32 of a-z, 0-9, '-' and '_'."),
    /** A user's display name is empty, too long or ill-formed. */
    NAME_MALFORMED(ErrorKind.INVALID, "Send a name of 1 to 100 characters without control characters."),
    /** A page limit is not between 1 and the largest page. */
    LIMIT_OUT_OF_RANGE(ErrorKind.INVALID, "Ask for at least 1 and for no more than the largest page."),
    /** A sequence number is negative, or beyond the newest entry where that must exist. */
    SEQ_OUT_OF_RANGE(ErrorKind.INVALID, "Send a sequence number from 0 to 9223372036854775807."),
    /** A revision is smaller than 1. */
    REVISION_OUT_OF_RANGE(ErrorKind.INVALID, "Send the revision that was last read, 1 or more."),
    /** A page is asked for both before and after a sequence number. */
    PAGE_AMBIGUOUS(ErrorKind.INVALID, "Send before or after, not both."),
    /** The reason of a legal hold is empty, too long or ill-formed. */
    REASON_MALFORMED(ErrorKind.INVALID, "Send 1 to 256 characters without control characters."),
    /** A list cursor was not given out by this system. */
    CURSOR_MALFORMED(ErrorKind.INVALID, "Send a cursor as it was given out, or none to begin anew."),
    /** A search text is too long or ill-formed. */
    QUERY_MALFORMED(ErrorKind.INVALID, "Send at most 100 characters."),
    /** More participants than one conversation may have. */
    PARTICIPANTS_TOO_MANY(ErrorKind.INVALID, "Use fewer participants."),
    /** The role is none of owner, member and bot. */
    ROLE_UNKNOWN(ErrorKind.INVALID, "Use owner, member or bot."),
    /** The message that is replied to is not in this conversation, or not visible to the author. */
    REPLY_TO_UNKNOWN(ErrorKind.INVALID, "Reply to a message of the same conversation that the author can see."),

    /** No such conversation, or the principal does not take part in it. */
    CONVERSATION_NOT_FOUND(ErrorKind.NOT_FOUND, "Check the id; only participants see a conversation."),
    /** No such message in the part of the conversation that the principal sees. */
    MESSAGE_NOT_FOUND(ErrorKind.NOT_FOUND, "Check the id."),
    /** No such turn in the part of the conversation that the principal sees. */
    TURN_NOT_FOUND(ErrorKind.NOT_FOUND, "Check the id."),
    /** No such participant in the conversation. */
    PARTICIPANT_NOT_FOUND(ErrorKind.NOT_FOUND, "Read the participants again."),
    /** No such user. */
    USER_NOT_FOUND(ErrorKind.NOT_FOUND, "Check the user id."),
    /** No such backup. */
    BACKUP_NOT_FOUND(ErrorKind.NOT_FOUND, "List the backups of the target."),

    /** The host's authorizer refused the action. */
    DENIED(ErrorKind.FORBIDDEN, "Ask the operator for the permission."),
    /** Only an owner of the conversation may do this. */
    OWNER_REQUIRED(ErrorKind.FORBIDDEN, "Ask an owner of the conversation."),
    /** Only the author of the message may do this. */
    AUTHOR_REQUIRED(ErrorKind.FORBIDDEN, "Only the author can do this."),

    /** The idempotency key was used before with another body. */
    IDEMPOTENCY_CONFLICT(ErrorKind.CONFLICT, "Use a new key for a new body."),
    /** The message changed since the revision that the caller knows. */
    REVISION_CONFLICT(ErrorKind.CONFLICT, "Read the message again and decide anew."),
    /** The message was redacted. */
    MESSAGE_REDACTED(ErrorKind.CONFLICT, "A redacted message can't be changed any more."),
    /** The user takes part already, with another role. */
    PARTICIPANT_EXISTS(ErrorKind.CONFLICT, "Remove the participant first to give another role."),
    /** The conversation is under legal hold: what it has must be neither removed nor wiped. */
    LEGAL_HOLD(ErrorKind.CONFLICT, "Ask the operator to release the hold first."),
    /** The login name belongs to another user. */
    LOGIN_TAKEN(ErrorKind.CONFLICT, "Use another login name."),
    /** The user has as many API keys as one user may have. */
    API_KEYS_TOO_MANY(ErrorKind.CONFLICT, "Revoke a key first."),
    /** The record changed since the version that the caller knows. */
    VERSION_CONFLICT(ErrorKind.CONFLICT, "Read it again and decide anew."),
    /** A backup is damaged, was made with another key, or is of a kind that is not known here. */
    BACKUP_UNREADABLE(ErrorKind.CONFLICT, "Use another backup, or the key and the version that it was made with."),
    /** No newer verified backup stands behind the one that is to be removed. */
    BACKUP_GUARDED(ErrorKind.CONFLICT, "Make a backup and verify it first."),
    /** What a backup is to be restored into is not empty. */
    RESTORE_NOT_EMPTY(ErrorKind.CONFLICT, "Restore into an empty place."),

    /** The rate limit of this principal is spent. */
    RATE_LIMITED(ErrorKind.BUSY, "Wait for the time given, then retry."),
    /** The store accepts no writes for now. */
    STORE_READ_ONLY(ErrorKind.BUSY, "Retry after the time given."),
    /** The store has more work than it can take. */
    STORE_OVERLOADED(ErrorKind.BUSY, "Retry after the time given."),
    /** Another backup is being written to the same target. */
    BACKUP_BUSY(ErrorKind.BUSY, "Retry when the other one has ended."),

    /** A backup target can't be reached, or failed; no backup was made or removed. */
    BACKUP_UNAVAILABLE(ErrorKind.UNAVAILABLE, "Retry; no backup was made or removed."),
    /** The store can't be reached; nothing was written. */
    STORE_UNAVAILABLE(ErrorKind.UNAVAILABLE, "Retry; nothing was written."),
    /** The connection was lost while the store was committing; the write may or may not have happened. */
    OUTCOME_UNKNOWN(
            ErrorKind.UNAVAILABLE, "Retry the same call; with the same idempotency key nothing is written twice."),
    /** The call did not finish in its time; nothing was written. */
    DEADLINE_EXCEEDED(ErrorKind.UNAVAILABLE, "Retry; nothing was written."),

    /** The engine or the adapter was closed. */
    CLOSED(ErrorKind.INTERNAL, "Use a component before it is closed."),
    /** The store lacks an optional capability. */
    CAPABILITY_MISSING(ErrorKind.INTERNAL, "Use a store that has the capability."),
    /** A setting of the host is wrong. */
    CONFIGURATION(ErrorKind.INTERNAL, "Correct the setting that the message names."),
    /** A defect. */
    INTERNAL(ErrorKind.INTERNAL, "Report it with the log lines of the same time.");

    private final ErrorKind kind;
    private final String advice;
    private final String id;

    ErrorCode(ErrorKind kind, String advice) {
        this.kind = kind;
        this.advice = advice;
        this.id = name().toLowerCase(Locale.ROOT);
    }

    /** {@return the stable id, for example {@code text_too_long}} */
    public String id() {
        return id;
    }

    /** {@return the family of this code} */
    public ErrorKind kind() {
        return kind;
    }

    /** {@return what the caller can do next, one English sentence} */
    public String advice() {
        return advice;
    }
}
