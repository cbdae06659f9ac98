package dev.parley.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {

    private static final ConversationId ROOM = new ConversationId(new UUID(1, 2));

    @Test
    void listCursorsAreReadAsTheyAreWritten() {
        for (String at : new String[] {"2026-01-02T03:04:05.678901Z", "1969-12-31T23:59:59.999999Z"}) {
            ListCursor cursor = new ListCursor(Instant.parse(at), ROOM);
            assertThat(ListCursor.parse(cursor.toString())).isEqualTo(cursor);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_",
                "1",
                "1_",
                "_00000000-0000-0001-0000-000000000002",
                "x_00000000-0000-0001-0000-000000000002"
            })
    void otherTextsAreNoListCursors(String text) {
        assertThatThrownBy(() -> ListCursor.parse(text)).isInstanceOfSatisfying(ChatException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_MALFORMED);
            assertThat(e.field()).contains("cursor");
        });
    }

    @Test
    void rangesAreChecked() {
        assertThatThrownBy(() -> HistoryRange.before(-1, 1)).hasMessageContaining("'before'");
        assertThatThrownBy(() -> HistoryRange.after(-1, 1)).hasMessageContaining("'after'");
        assertThatThrownBy(() -> HistoryRange.latest(0)).hasMessageContaining("'limit'");
    }

    @Test
    void pagesAreCutWhereThereIsMore() {
        assertThat(Page.cut(List.of(1, 2, 3), 2, item -> item)).isEqualTo(new Page<>(List.of(1, 2), 2));
        assertThat(Page.cut(List.of(1, 2), 2, item -> item)).isEqualTo(new Page<>(List.of(1, 2), null));
    }

    @Test
    void bodyHashesTellBodiesApart() {
        IdempotencyKey key = new IdempotencyKey("k");
        MessageId target = new MessageId(ROOM, 1);
        Draft draft = Draft.of(key, "text");
        assertThat(BodyHash.of(draft)).isEqualTo(BodyHash.of(Draft.of("other key", "text")));
        assertThat(BodyHash.fromBytes(BodyHash.of(draft).toBytes())).isEqualTo(BodyHash.of(draft));
        assertThat(List.of(
                        BodyHash.of(Draft.of(key, "text ")),
                        BodyHash.of(draft.inReplyTo(target)),
                        BodyHash.of(Draft.notice(key, "text")),
                        BodyHash.of(Draft.of(key, "text" + target))))
                .doesNotContain(BodyHash.of(draft))
                .doesNotHaveDuplicates();
    }

    @Test
    void creationHashesDoNotDependOnTheOrderOfParticipants() {
        UserId bob = new UserId("bob");
        UserId carol = new UserId("carol");
        BodyHash hash = BodyHash.of(NewConversation.of("T", bob, carol));
        assertThat(BodyHash.of(NewConversation.of("T", carol, bob))).isEqualTo(hash);
        assertThat(List.of(
                        BodyHash.of(NewConversation.of("T", bob)),
                        BodyHash.of(NewConversation.of("T", bob, carol).withOpenHistory()),
                        BodyHash.of(NewConversation.of("T", bob).with(carol, ParticipantRole.BOT)),
                        BodyHash.of(NewConversation.of("", bob, carol))))
                .doesNotContain(hash)
                .doesNotHaveDuplicates();
    }
}
