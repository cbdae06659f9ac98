package dev.parley.examples.server.api;

import dev.parley.examples.server.config.EdgeSettings;
import dev.parley.examples.server.http.ApiCode;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import io.javalin.http.Context;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lets pages of this server and of trusted origins open WebSockets, and programs; browsers would let any page. */
final class SocketOrigin {

    private final EdgeSettings settings;

    SocketOrigin(EdgeSettings settings) {
        this.settings = settings;
    }

    void require(Context ctx) {
        String origin = ctx.header("Origin");
        if (origin != null && !isOwn(origin.toLowerCase(Locale.ROOT), ctx.header("Host"))) {
            throw new ProblemException(Problem.of(ApiCode.ORIGIN_DENIED));
        }
    }

    private boolean isOwn(String origin, @Nullable String host) {
        if (origin.equals(settings.publicOrigin()) || settings.corsOrigins().contains(origin)) {
            return true;
        }
        String own = host == null ? "" : host.toLowerCase(Locale.ROOT);
        // Behind a proxy the page may have come by https, which this server does not see.
        return !own.isEmpty() && (origin.equals("http://" + own) || origin.equals("https://" + own));
    }
}
