package dev.parley.examples.server.http;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses at once what comes while the threads have as much to do as they can carry. Otherwise it would wait in the queue of the
 * threads, which has no bound, until long after its client gave up, and everything behind it too. A stream counts only while it
 * begins. Jetty's own QoSHandler counts streams for as long as they last.
 */
final class LoadShedding extends Handler.Wrapper {

    private final int most;
    private final AtomicInteger handled = new AtomicInteger();

    /** Lets through so many requests at once; fewer than there are threads, so that one is left that refuses. */
    LoadShedding(int most) {
        this.most = most;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        try {
            if (handled.incrementAndGet() > most) {
                Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
                return true;
            }
            return super.handle(request, response, callback);
        } finally {
            handled.decrementAndGet();
        }
    }
}
