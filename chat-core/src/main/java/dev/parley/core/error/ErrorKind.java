package dev.parley.core.error;

/** The family of an {@link ErrorCode}: what a caller can do about it in general. */
public enum ErrorKind {
    /** The input breaks a rule; the same input will break it again. */
    INVALID,
    /** The thing does not exist, or must not be known to exist by this principal. */
    NOT_FOUND,
    /** The principal is known and may see the thing, but may not do this to it. */
    FORBIDDEN,
    /** The state of the thing does not allow the call; look again, then decide. */
    CONFLICT,
    /** Refused for now, before anything was written; the same call may pass later. */
    BUSY,
    /** A dependency failed; nothing wrong was answered, and the call may be repeated. */
    UNAVAILABLE,
    /** A defect or a broken environment. */
    INTERNAL
}
