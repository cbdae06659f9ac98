package dev.parley.examples.server.http;

import java.util.Locale;

/**
 * Every way in which the HTTP side refuses a request before, or instead of, asking the engine. The engine's own codes are
 * in {@link dev.parley.core.error.ErrorCode}; both go into the {@code code} of a problem, and their ids are disjoint.
 */
public enum ApiCode {
    /** The request line or a header breaks HTTP. */
    HTTP_MALFORMED(400, "The request is not well-formed HTTP."),
    /** There is no body where the call needs one. */
    BODY_MISSING(400, "Send a JSON object as the body."),
    /** The body is not well-formed JSON in UTF-8, or nested too deep. */
    JSON_MALFORMED(400, "Send one well-formed JSON object in UTF-8, without duplicate keys."),
    /** The body is JSON, but not an object. */
    BODY_NOT_OBJECT(400, "Send a JSON object as the body."),
    /** The body has a field that the call does not know. */
    UNKNOWN_FIELD(400, "Leave the field out."),
    /** A required field is absent or null. */
    FIELD_MISSING(400, "Send the field."),
    /** A field has another JSON type than the call needs. */
    FIELD_TYPE(400, "Send the field with the type that the call needs; nothing is converted."),
    /** A query parameter is not of the form that the call needs, or is there twice. */
    PARAMETER_MALFORMED(400, "Send the parameter once, in the form that the call needs."),
    /** A password has too few or too many characters, or is ill-formed. */
    PASSWORD_MALFORMED(400, "Use 15 to 256 characters of well-formed Unicode; with a second factor 8 are enough."),
    /** A new password is one that many people use. */
    PASSWORD_COMMON(400, "Use another password; several words that have nothing to do with each other are a good one."),
    /** A new password is made of the login name, the display name or the name of this service. */
    PASSWORD_CONTEXT(400, "Use a password that does not follow from the account."),
    /** The lifetime of an API key is not a duration that is allowed. */
    LIFETIME_MALFORMED(400, "Send a whole number of seconds, 1 to 315360000, or leave the field out."),
    /** A ping on a WebSocket is too long, or ill-formed. */
    PING_MALFORMED(400, "Send at most 64 characters of well-formed Unicode."),
    /** The Last-Event-ID header is not a sequence number. */
    LAST_EVENT_ID_MALFORMED(400, "Send the id of the last event that had one, or leave the header out."),
    /** A message on a WebSocket is no text. */
    MESSAGE_NOT_TEXT(400, "Send JSON as text messages."),
    /** The If-Match header is not one strong entity tag that holds a revision. */
    IF_MATCH_MALFORMED(400, "Send the revision that was last read, in double quotes."),
    /** No access token or API key, or one that is unknown, expired or revoked. */
    UNAUTHENTICATED(401, "Log in and send the access token as 'Authorization: Bearer …'."),
    /** Login name or password is wrong; which of them is not told. */
    LOGIN_FAILED(401, "Check the login name and the password."),
    /** The password is right, and the user's second factor is needed with it. */
    SECOND_FACTOR_REQUIRED(401, "Log in again, with a one-time password or a recovery code in 'totp'."),
    /** A refresh token that is unknown, expired or spent, or whose session has ended. */
    REFRESH_REFUSED(401, "Log in anew."),
    /** The password that confirms a call is wrong. */
    PASSWORD_WRONG(403, "Send the current password."),
    /** The one-time password that confirms a second factor is wrong, or there is none to confirm. */
    SECOND_FACTOR_WRONG(403, "Send the one-time password that is shown now, or enrol anew."),
    /** A call on one's own account or sessions came with an API key. */
    SESSION_REQUIRED(403, "Log in and send the access token in place of the key."),
    /** The token of the first admin is wrong, used or expired, or there is an admin already. */
    ENROLMENT_REFUSED(
            403, "Read the token in the file that the log of the server names; a new start leaves a new one."),
    /** A page of another origin wants to open a WebSocket. */
    ORIGIN_DENIED(403, "Open it from a page of this server."),
    /** The conversation is not followed on this WebSocket. */
    SUBSCRIPTION_UNKNOWN(404, "Subscribe first."),
    /** The user has no such session. */
    SESSION_NOT_FOUND(404, "Read the list of sessions again."),
    /** The user has no such API key. */
    API_KEY_NOT_FOUND(404, "Read the list of keys again."),
    /** The user has no second factor. */
    SECOND_FACTOR_NOT_FOUND(404, "There is nothing to remove."),
    /** There is nothing at this path. */
    PATH_UNKNOWN(404, "Check the path."),
    /** The path does not have this method. */
    METHOD_NOT_ALLOWED(405, "Use one of the methods in the Allow header."),
    /** The request took too long to arrive. */
    REQUEST_TIMEOUT(408, "Send the whole request without pause."),
    /** The conversation is followed on this WebSocket already. */
    SUBSCRIPTION_EXISTS(409, "Unsubscribe first, and wait for the end."),
    /** As many conversations as one WebSocket may follow are followed on it. */
    SUBSCRIPTIONS_TOO_MANY(409, "Unsubscribe from another, or open another WebSocket."),
    /** The user has a second factor already. */
    SECOND_FACTOR_EXISTS(409, "Remove it first."),
    /** The body is larger than any call needs. */
    BODY_TOO_LARGE(413, "Send at most 256 KiB."),
    /** The address is longer than any call needs. */
    URI_TOO_LONG(414, "Shorten the address."),
    /** The body is not declared as JSON in UTF-8. */
    MEDIA_TYPE_UNSUPPORTED(415, "Send 'Content-Type: application/json', in UTF-8."),
    /** The body is compressed. */
    ENCODING_UNSUPPORTED(415, "Send the body as it is, without Content-Encoding."),
    /** The call changes something and does not say which revision it means. */
    REVISION_REQUIRED(428, "Send 'If-Match' with the revision that was last read, in double quotes."),
    /** Too many passwords or tokens were wrong; for a while no more are looked at. */
    LOGIN_THROTTLED(429, "Retry after the time given."),
    /** The headers are larger than any call needs. */
    HEADERS_TOO_LARGE(431, "Send at most 8 KiB of headers."),
    /** More requests are being handled or passwords checked than the server can take, or it is about to stop. */
    OVERLOADED(503, "Retry after the time given.");

    private final int status;
    private final String advice;
    private final String id;

    ApiCode(int status, String advice) {
        this.status = status;
        this.advice = advice;
        this.id = name().toLowerCase(Locale.ROOT);
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /** {@return what the caller can do next} */
    public String advice() {
        return advice;
    }

    /** {@return the stable id} */
    public String id() {
        return id;
    }
}
