package dev.parley.examples.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Adds rows to the HTTP table. */
public final class Routes {

    private Routes() {}

    /** Handles GET and HEAD. Left to itself, Javalin answers HEAD with 200 wherever there is a GET, without asking it. */
    public static void get(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }
}
