package dev.parley.examples.server.http;

import dev.parley.web.client.ClientAddress;
import dev.parley.web.client.ClientResolver;
import dev.parley.web.client.ForwardingHeader;
import dev.parley.web.client.TrustedProxies;
import dev.parley.web.cors.CorsDecision;
import dev.parley.web.cors.CorsPolicy;
import dev.parley.web.headers.RequestHeaders;
import dev.parley.web.headers.SecurityHeaders;
import dev.parley.web.origin.AllowedOrigins;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * What is decided about a request before anybody handles it: from where it comes, whose pages may read the answer, and
 * the header fields that the answer carries, whatever it will be. Thread-safe.
 */
public final class Edge implements HttpConfiguration.Customizer {

    private static final String CLIENT = Edge.class.getName() + ".client";
    private static final String NETWORK = Edge.class.getName() + ".network";
    private static final String PREFLIGHT = Edge.class.getName() + ".preflight";

    private final SecurityHeaders security = SecurityHeaders.api();
    private final CorsPolicy cors;
    private final ClientResolver clients;

    /**
     * An edge.
     *
     * @param origins whose pages may use the API, beside those of this server
     * @param proxies whose word on the address of a client counts
     */
    public Edge(AllowedOrigins origins, TrustedProxies proxies) {
        this.cors = CorsPolicy.builder()
                .origins(origins)
                .methods("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
                .headers("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "Last-Event-ID")
                .expose("Allow", "ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate")
                .build();
        this.clients = proxies.isEmpty()
                ? ClientResolver.direct()
                : new ClientResolver(proxies, ForwardingHeader.X_FORWARDED_FOR);
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        RequestHeaders headers = request.getHeaders()::getValuesList;
        ClientAddress client = clients.resolve(peer(request), headers);
        request.setAttribute(CLIENT, client.text());
        request.setAttribute(NETWORK, client.counting().text());
        security.fields(client.overTls() || request.isSecure()).forEach(answer::put);
        // The page and its files are for pages of this server alone, and caches need not tell origins apart.
        String path = request.getHttpURI().getPath();
        if (path != null && (path.startsWith("/api/") || path.startsWith("/.well-known/"))) {
            CorsDecision decision = cors.decide(request.getMethod(), headers);
            decision.fields().forEach(answer::put);
            request.setAttribute(PREFLIGHT, decision instanceof CorsDecision.Preflight);
        }
        return request;
    }

    private static InetAddress peer(Request request) {
        if (request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress socket) {
            InetAddress address = socket.getAddress();
            if (address != null) {
                return address;
            }
        }
        return InetAddress.getLoopbackAddress();
    }

    /** The fields of what is refused before it is known to be a request. */
    Map<String, String> fields() {
        return security.fields(false);
    }

    /** Answers what a browser asks before it sends a request of a page of another origin. */
    void preflight(Context ctx) {
        if (Boolean.TRUE.equals(ctx.req().getAttribute(PREFLIGHT))) {
            Answers.noContent(ctx);
            ctx.skipRemainingHandlers();
        }
    }

    /** {@return the address of the client, as far as it is known} */
    public static String clientAddress(Context ctx) {
        return attribute(ctx, CLIENT);
    }

    /** {@return what counts as one client: the address, of IPv6 its first 64 bits} */
    public static String clientNetwork(Context ctx) {
        return attribute(ctx, NETWORK);
    }

    private static String attribute(Context ctx, String name) {
        Object value = ctx.req().getAttribute(name);
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalStateException("A request came past the edge");
    }
}
