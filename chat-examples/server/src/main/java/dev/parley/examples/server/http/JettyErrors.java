package dev.parley.examples.server.http;

import dev.parley.core.error.ErrorCode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty refuses by itself, before any handler sees it: as a problem, and without Jetty's words. */
final class JettyErrors implements Request.Handler {

    private final Edge edge;

    JettyErrors(Edge edge) {
        this.edge = edge;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Problem problem = of(response.getStatus());
        response.setStatus(problem.status());
        edge.fields().forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        // What Jetty itself refuses it closes the connection after; who is not told may send the next request into
        // that.
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        if (problem.retryAfter() != null) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, problem.retryAfter());
        }
        response.write(true, ByteBuffer.wrap(StrictJson.write(problem.toJson())), callback);
        return true;
    }

    static Problem of(int status) {
        return switch (status) {
            case 404 -> Problem.of(ApiCode.PATH_UNKNOWN);
            case 405 -> Problem.of(ApiCode.METHOD_NOT_ALLOWED);
            case 408 -> Problem.of(ApiCode.REQUEST_TIMEOUT);
            case 413 -> Problem.of(ApiCode.BODY_TOO_LARGE);
            case 414 -> Problem.of(ApiCode.URI_TOO_LONG);
            case 415 -> Problem.of(ApiCode.MEDIA_TYPE_UNSUPPORTED);
            case 431 -> Problem.of(ApiCode.HEADERS_TOO_LARGE);
            case 503 -> Problem.of(ApiCode.OVERLOADED);
            // Of a version or framing that is not spoken here: the client's to mend, like the rest.
            case 501, 505 -> Problem.of(ApiCode.HTTP_MALFORMED);
            default ->
                status >= 400 && status < 500
                        ? Problem.of(ApiCode.HTTP_MALFORMED)
                        : Problem.of(ErrorCode.INTERNAL, null);
        };
    }
}
