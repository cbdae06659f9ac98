package dev.parley.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Action;
import dev.parley.core.message.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatListenerTest {

    @Test
    void oneThatThrowsDoesNotKeepTheEventFromTheNext() {
        ChatEvent event = new ChatEvent.CallDone(TenantId.DEFAULT, Action.READ, Duration.ZERO);
        List<ChatEvent> heard = new ArrayList<>();
        ChatListener broken = e -> {
            throw new IllegalStateException("broken");
        };
        ChatListener.all(ChatListener.noop(), broken, heard::add).notifySafely(event);
        assertThat(heard).containsExactly(event);
    }
}
