package dev.parley.examples.server;

import dev.parley.examples.server.EventStream.Event;

/** What a bot says, put together from its fragments. */
final class Reply {

    String turn = "";
    private int attempt;
    private String text = "";

    /** Takes an event and gives the text so far. */
    String take(Event event) {
        if (event.name().equals("fragment")) {
            turn = event.field("turn");
            int its = event.data().get("attempt").intValue();
            if (its > attempt) {
                attempt = its;
                text = "";
            }
            if (its == attempt) {
                text = text.substring(0, event.data().get("offset").intValue()) + event.field("text");
            }
        }
        return text;
    }

    String text() {
        return text;
    }
}
