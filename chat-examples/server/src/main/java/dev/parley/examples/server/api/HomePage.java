package dev.parley.examples.server.api;

import io.javalin.http.Context;

/** The page at {@code /}: says where the API is. */
final class HomePage {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Parley</title>
            </head>
            <body>
            <h1>Parley</h1>
            <p>This is a chat server. Its API is at <code>/api</code>, speaks JSON, and is described in the README.</p>
            <p>Begin with <code>POST /api/register</code> {email, password, name}, then <code>POST /api/login</code>
            {email, password}, and send the <code>accessToken</code> as <code>Authorization: Bearer …</code>.</p>
            </body>
            </html>
            """;

    private HomePage() {}

    static void show(Context ctx) {
        ctx.contentType("text/html; charset=utf-8").result(PAGE);
    }
}
