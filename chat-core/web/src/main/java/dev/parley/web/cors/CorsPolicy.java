package dev.parley.web.cors;

import dev.parley.web.headers.RequestHeaders;
import dev.parley.web.origin.AllowedOrigins;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides by the CORS protocol of the Fetch standard. Origins are compared exactly; what the client sent is never sent
 * back, unless it is in the list. Without an origin in the list no page of another origin may read anything: the default.
 * Immutable.
 */
public final class CorsPolicy {

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String REQUEST_METHOD = "Access-Control-Request-Method";
    private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";
    private static final Set<String> SAFELISTED_METHODS = Set.of("GET", "HEAD", "POST");
    private static final int MAX_REQUEST_HEADERS = 4_096;

    private final AllowedOrigins origins;
    private final boolean anyOrigin;
    private final boolean credentials;
    private final Set<String> methods;
    private final Set<String> headers;
    private final String exposed;
    private final Duration maxAge;

    CorsPolicy(CorsPolicyBuilder builder) {
        this.origins = builder.origins;
        this.anyOrigin = builder.anyOrigin;
        this.credentials = builder.credentials;
        this.methods = builder.methods;
        this.headers = builder.headers;
        this.exposed = String.join(", ", builder.exposed);
        this.maxAge = builder.maxAge;
    }

    /** {@return a builder: no origin, no credentials, GET, HEAD and POST, no headers, 10 minutes} */
    public static CorsPolicyBuilder builder() {
        return new CorsPolicyBuilder();
    }

    /** {@return the policy without other origins} */
    public static CorsPolicy sameOriginOnly() {
        return builder().build();
    }

    /**
     * Decides about one request. To be asked before login and limits.
     *
     * @param method its method
     * @param request its header fields
     * @return the decision
     */
    public CorsDecision decide(String method, RequestHeaders request) {
        boolean options = method.equals("OPTIONS");
        boolean preflight = options && request.has("Origin") && request.has(REQUEST_METHOD);
        Optional<String> origin = request.only("Origin").filter(this::isAllowed);
        Map<String, String> fields = new LinkedHashMap<>();
        // Also where there is no origin: a cache must not give one page what was made for another.
        fields.put("Vary", options ? "Origin, " + REQUEST_METHOD + ", " + REQUEST_HEADERS : "Origin");
        origin.ifPresent(value -> {
            fields.put(ALLOW_ORIGIN, anyOrigin ? "*" : value);
            if (credentials) {
                fields.put("Access-Control-Allow-Credentials", "true");
            }
        });
        if (!preflight) {
            if (origin.isPresent() && !exposed.isEmpty()) {
                fields.put("Access-Control-Expose-Headers", exposed);
            }
            return new CorsDecision.Proceed(origin.isPresent(), fields);
        }
        if (origin.isPresent()) {
            fields.put("Access-Control-Allow-Methods", String.join(", ", methods));
            if (!headers.isEmpty()) {
                fields.put("Access-Control-Allow-Headers", String.join(", ", headers));
            }
            fields.put("Access-Control-Max-Age", Long.toString(maxAge.toSeconds()));
        }
        boolean permitted = origin.isPresent() && methodAllowed(request) && headersAllowed(request);
        return new CorsDecision.Preflight(permitted, fields);
    }

    private boolean isAllowed(String origin) {
        return anyOrigin ? !origin.isEmpty() : origins.contains(origin);
    }

    private boolean methodAllowed(RequestHeaders request) {
        // Methods are compared as they are written; browsers put the usual ones into upper case.
        return request.only(REQUEST_METHOD)
                .filter(asked -> SAFELISTED_METHODS.contains(asked) || methods.contains(asked))
                .isPresent();
    }

    private boolean headersAllowed(RequestHeaders request) {
        String asked = String.join(",", request.all(REQUEST_HEADERS));
        if (asked.length() > MAX_REQUEST_HEADERS) {
            return false;
        }
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(headers);
        return Arrays.stream(asked.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .allMatch(known::contains);
    }

    @Override
    public String toString() {
        return "CorsPolicy[" + (anyOrigin ? "*" : origins) + ", credentials=" + credentials + ", methods=" + methods
                + "]";
    }
}
