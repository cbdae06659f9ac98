package dev.parley.examples.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    private static final Principal READER = Principal.of("reader");
    private static final UserId ANN = new UserId("ann");
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A reader who lags behind is sent what others were sent long before. */
    @Test
    void whoIsForgottenHasNoNameTwoSecondsLater() {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        Deadline soon = Deadline.after(Duration.ofSeconds(30));
        try (UserDirectory directory = UserDirectory.inMemory()) {
            directory.register(
                    TenantId.DEFAULT,
                    new NewUser(ANN, "ann@example.org", "ann@example.org", "Ann", Set.of(), null),
                    soon);
            EventJson json = new EventJson(new People(directory), clock::nanoTime);
            LiveEvent first = joined(1);
            assertThat(data(json, first)).contains("Ann");
            directory.erase(TenantId.DEFAULT, ANN, soon);
            clock.advance(SECOND.minusNanos(1));
            assertThat(data(json, joined(2)))
                    .as("within the second of the names")
                    .contains("Ann");
            LiveEvent third = joined(3);
            assertThat(data(json, third)).contains("Ann");
            clock.advance(SECOND);
            for (LiveEvent event : new LiveEvent[] {first, third, joined(4)}) {
                assertThat(data(json, event)).doesNotContain("Ann").contains(People.NOBODY);
            }
        }
    }

    private static String data(EventJson json, LiveEvent event) {
        return json.encode(READER, event).data();
    }

    private static LiveEvent joined(long seq) {
        ConversationId conversation = ConversationId.derived(TenantId.DEFAULT, ANN, new IdempotencyKey("key"));
        return new LiveEvent.Appended(
                new Entry.Joined(conversation, seq, Instant.EPOCH, ANN, ANN, ParticipantRole.MEMBER));
    }
}
