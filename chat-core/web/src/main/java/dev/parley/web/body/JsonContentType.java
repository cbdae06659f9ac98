package dev.parley.web.body;

import dev.parley.web.headers.RequestHeaders;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a body is declared as JSON, in UTF-8 and not compressed. Nothing else is taken: a form or plain text could be
 * sent by a page of another origin without being asked for leave (the safelist of the Fetch standard).
 */
public enum JsonContentType {
    /** It is. */
    ACCEPTED,
    /** It is declared as something else, not at all, or twice. */
    TYPE_UNSUPPORTED,
    /** It is compressed: how large it is would be known too late. */
    ENCODING_UNSUPPORTED;

    /** The HTTP status for the other two. */
    public static final int STATUS = 415;

    private static final Pattern JSON = Pattern.compile(
            "application/json[ \\t]*(?:;[ \\t]*(?:charset=(?:utf-8|\"utf-8\")[ \\t]*)?)?", Pattern.CASE_INSENSITIVE);
    private static final int MAX_LENGTH = 128;

    /**
     * Looks at what is declared.
     *
     * @param headers the header fields
     * @return the verdict; the encoding is looked at first
     */
    public static JsonContentType of(RequestHeaders headers) {
        List<String> encodings = headers.all("Content-Encoding");
        if (!encodings.stream().allMatch(encoding -> encoding.strip().equalsIgnoreCase("identity"))) {
            return ENCODING_UNSUPPORTED;
        }
        boolean json = headers.only("Content-Type")
                .filter(type -> type.length() <= MAX_LENGTH
                        && JSON.matcher(type.strip()).matches())
                .isPresent();
        return json ? ACCEPTED : TYPE_UNSUPPORTED;
    }
}
