package dev.parley.examples.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers. */
public final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private static final int UNAUTHORIZED = 401;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final long MAX_DISCARDED_BYTES = 32L * 1024 * 1024;
    private static final Duration MAX_DISCARDING = Duration.ofSeconds(5);

    private Answers() {}

    /** Answers with JSON. */
    public static void json(Context ctx, int status, JsonNode body) {
        ctx.status(status).contentType("application/json").result(StrictJson.write(body));
    }

    /** Answers without a body. */
    public static void noContent(Context ctx) {
        ctx.status(204);
    }

    /** Answers with a problem. */
    public static void problem(Context ctx, Problem problem) {
        ctx.status(problem.status());
        if (problem.status() == UNAUTHORIZED) {
            boolean refusedToken =
                    problem.code().equals(ApiCode.UNAUTHENTICATED.id()) && ctx.header("Authorization") != null;
            // RFC 6750 §3.1: nothing of errors to who has sent no token.
            ctx.header("WWW-Authenticate", refusedToken ? "Bearer error=\"invalid_token\"" : "Bearer");
        }
        if (problem.retryAfter() != null) {
            ctx.header("Retry-After", problem.retryAfter().toString());
        }
        byte[] body = StrictJson.write(problem.toJson());
        ctx.contentType(Problem.MEDIA_TYPE).result(body);
        try {
            // Who was too slow already is not waited for.
            if (problem.status() != REQUEST_TIMEOUT && RequestBody.isLeft(ctx)) {
                ctx.header("Connection", "close");
                sendThenDiscard(ctx, body);
            } else if (ctx.header("Sec-WebSocket-Version") != null) {
                // Javalin writes results, but not that of an upgrade which was refused.
                send(ctx.res(), body);
            }
        } catch (IOException e) {
            LOG.debug("The client of a refused request went away", e);
        }
    }

    private static void send(HttpServletResponse response, byte[] body) throws IOException {
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /**
     * Closing a connection while the client sends makes its system throw away what it has received, the answer included.
     * So the answer goes out first, and what still comes in is discarded for a while, as RFC 9112 §9.6 advises.
     */
    private static void sendThenDiscard(Context ctx, byte[] body) throws IOException {
        long start = System.nanoTime();
        send(ctx.res(), body);
        byte[] buffer = new byte[BUFFER_BYTES];
        ServletInputStream in = ctx.req().getInputStream();
        long discarded = 0;
        int n = 0;
        while (n >= 0 && discarded < MAX_DISCARDED_BYTES && System.nanoTime() - start < MAX_DISCARDING.toNanos()) {
            n = in.read(buffer);
            discarded += n;
        }
    }
}
