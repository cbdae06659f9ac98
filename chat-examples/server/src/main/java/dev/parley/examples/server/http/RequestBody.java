package dev.parley.examples.server.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request within bounds of type, size and time. */
final class RequestBody {

    /** Room for the longest text, 16,000 code points, with every one of them written as two escapes of six bytes. */
    static final int MAX_BYTES = 256 * 1024;

    /** The time for the whole body: an idle timeout alone never ends a client that sends one byte a second. */
    private static final Duration MAX_TIME = Duration.ofSeconds(10);

    private static final int BUFFER_BYTES = 8 * 1024;

    private static final String BEGUN = "body-begun";

    private RequestBody() {}

    /** Whether the client is sending more than the connection could swallow and go on. */
    static boolean isLeft(Context ctx) throws IOException {
        // Who expects to be told to go on has sent nothing yet, and reading would tell it to.
        boolean waiting = ctx.header("Expect") != null && ctx.attribute(BEGUN) == null;
        boolean large = ctx.req().getContentLengthLong() > MAX_BYTES || ctx.header("Transfer-Encoding") != null;
        return large && !waiting && !ctx.req().getInputStream().isFinished();
    }

    static byte[] read(Context ctx) {
        requirePlain(ctx.header("Content-Encoding"));
        requireJson(ctx.header("Content-Type"));
        if (ctx.req().getContentLengthLong() > MAX_BYTES) {
            throw new ProblemException(Problem.of(ApiCode.BODY_TOO_LARGE));
        }
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        ctx.attribute(BEGUN, true);
        try {
            InputStream in = ctx.req().getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                body.write(buffer, 0, n);
                if (body.size() > MAX_BYTES) {
                    throw new ProblemException(Problem.of(ApiCode.BODY_TOO_LARGE));
                }
                if (System.nanoTime() - start > MAX_TIME.toNanos()) {
                    throw new ProblemException(Problem.of(ApiCode.REQUEST_TIMEOUT));
                }
            }
        } catch (IOException e) {
            // The client stalled, went away, or broke the framing; whoever still listens is told the first.
            throw new ProblemException(Problem.of(ApiCode.REQUEST_TIMEOUT));
        }
        if (body.size() == 0) {
            throw new ProblemException(Problem.of(ApiCode.BODY_MISSING));
        }
        return body.toByteArray();
    }

    private static void requirePlain(@Nullable String encoding) {
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new ProblemException(Problem.of(ApiCode.ENCODING_UNSUPPORTED));
        }
    }

    private static void requireJson(@Nullable String type) {
        String[] parts =
                type == null ? new String[] {""} : type.toLowerCase(Locale.ROOT).split(";", -1);
        boolean json = parts[0].strip().equals("application/json");
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            json &= parameter.isEmpty() || parameter.equals("charset=utf-8");
        }
        if (!json) {
            throw new ProblemException(Problem.of(ApiCode.MEDIA_TYPE_UNSUPPORTED));
        }
    }
}
