package dev.parley.auth.session;

import dev.parley.core.observe.ChatEvent;
import dev.parley.core.observe.ChatListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears. */
public final class Recorded implements ChatListener {

    private final List<ChatEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(ChatEvent event) {
        events.add(event);
    }

    public List<ChatEvent> all() {
        return List.copyOf(events);
    }

    public <T extends ChatEvent> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public void forget() {
        events.clear();
    }
}
