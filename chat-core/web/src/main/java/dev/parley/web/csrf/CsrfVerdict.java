package dev.parley.web.csrf;

/** Whether a request with a cookie was made by one of the own pages. All but {@link #PASSED} are answered with 403. */
public enum CsrfVerdict {
    /** It was, or it changes nothing. */
    PASSED,
    /** The browser says that a page of another site, or of another origin of this site, made it. */
    FOREIGN_SITE,
    /** It names an origin, or an address, that is not one of the own. */
    FOREIGN_ORIGIN,
    /** Nothing says where it comes from. */
    SOURCE_UNKNOWN,
    /** There is no token, in the header or in the cookie, or one of them is there twice. */
    TOKEN_MISSING,
    /** The tokens in header and cookie differ, or were not issued for this session. */
    TOKEN_WRONG;

    /** The HTTP status of a refusal. */
    public static final int STATUS = 403;

    /** {@return whether the request may go on} */
    public boolean passed() {
        return this == PASSED;
    }
}
