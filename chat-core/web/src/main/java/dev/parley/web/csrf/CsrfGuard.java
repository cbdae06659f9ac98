package dev.parley.web.csrf;

import dev.parley.core.auth.SessionId;
import dev.parley.web.headers.RequestHeaders;
import dev.parley.web.origin.AllowedOrigins;
import dev.parley.web.origin.Origin;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Protects requests that carry a session in a cookie: browsers send cookies along whoever asks them to. A request that
 * changes something must come from an own page, by {@code Sec-Fetch-Site} and by {@code Origin} (or else {@code Referer}),
 * and must show the token of its session twice, in a cookie and in a header that only own pages can set. Requests with a
 * token in {@code Authorization} need none of this. Immutable.
 */
public final class CsrfGuard {

    /** The cookie with the token. To be set {@link HostCookie#readable()}. */
    public static final String COOKIE = HostCookie.PREFIX + "csrf";

    /** The header with the token. */
    public static final String HEADER = "X-CSRF-Token";

    /** Methods that must change nothing (RFC 9110, section 9.2.1). TRACE is not among them: it gives cookies back. */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final AllowedOrigins own;
    private final CsrfTokens tokens;

    /**
     * A guard.
     *
     * @param own the origins of the own pages
     * @param tokens issues and verifies tokens
     */
    public CsrfGuard(AllowedOrigins own, CsrfTokens tokens) {
        this.own = own;
        this.tokens = tokens;
    }

    /**
     * A token as a cookie, for the answer that opens a session.
     *
     * @param session the session
     * @return the cookie
     */
    public HostCookie cookie(SessionId session) {
        return HostCookie.of(COOKIE, tokens.issue(session)).readable();
    }

    /**
     * Looks at a request whose session came in a cookie.
     *
     * @param method its method
     * @param headers its header fields
     * @param session the session
     * @return the verdict
     */
    public CsrfVerdict check(String method, RequestHeaders headers, SessionId session) {
        if (SAFE.contains(method)) {
            return CsrfVerdict.PASSED;
        }
        CsrfVerdict source = checkSource(headers);
        return source.passed() ? checkToken(headers, session) : source;
    }

    private CsrfVerdict checkSource(RequestHeaders headers) {
        List<String> sites = headers.all("Sec-Fetch-Site");
        boolean sameOrigin = sites.isEmpty() || sites.equals(List.of("same-origin"));
        if (headers.has("Origin")) {
            if (headers.only("Origin").filter(own::contains).isEmpty()) {
                return CsrfVerdict.FOREIGN_ORIGIN;
            }
            // An own page on another own origin: both are in the list.
            boolean sameSite = sites.equals(List.of("same-site"));
            return sameOrigin || sameSite ? CsrfVerdict.PASSED : CsrfVerdict.FOREIGN_SITE;
        }
        if (!sameOrigin) {
            return CsrfVerdict.FOREIGN_SITE;
        }
        if (!headers.has("Referer")) {
            return sites.isEmpty() ? CsrfVerdict.SOURCE_UNKNOWN : CsrfVerdict.PASSED;
        }
        Optional<Origin> referer = headers.only("Referer").flatMap(Origin::ofAddress);
        return referer.filter(origin -> own.contains(origin.value())).isPresent()
                ? CsrfVerdict.PASSED
                : CsrfVerdict.FOREIGN_ORIGIN;
    }

    private CsrfVerdict checkToken(RequestHeaders headers, SessionId session) {
        Optional<String> shown = headers.only(HEADER);
        Optional<String> kept = RequestCookies.read(headers).get(COOKIE);
        if (shown.isEmpty() || kept.isEmpty()) {
            return CsrfVerdict.TOKEN_MISSING;
        }
        boolean right = CsrfTokens.same(shown.get(), kept.get()) && tokens.verify(shown.get(), session);
        return right ? CsrfVerdict.PASSED : CsrfVerdict.TOKEN_WRONG;
    }
}
