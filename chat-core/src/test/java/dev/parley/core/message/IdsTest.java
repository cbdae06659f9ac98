package dev.parley.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    private static final ConversationId ROOM = ConversationId.parse("01234567-89ab-8def-8123-456789abcdef");

    @Test
    void conversationIdsHaveOneSpelling() {
        assertThat(ConversationId.parse("01234567-89AB-8DEF-8123-456789ABCDEF")).isEqualTo(ROOM);
        assertThat(ROOM).hasToString("01234567-89ab-8def-8123-456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-2-3-4-5",
                "01234567-89ab-8def-8123-456789abcdeg",
                "x",
                "00000000000000000000000000000000000",
                "00000001-000-08000-8000-000000000000",
                "+0000001-0000-8000-8000-000000000000"
            })
    void otherTextsAreNoConversationIds(String text) {
        assertRefused(ErrorCode.CONVERSATION_ID_MALFORMED, () -> ConversationId.parse(text));
    }

    @Test
    void derivedIdsDependOnAllThreeAndOnNothingElse() {
        TenantId tenant = TenantId.DEFAULT;
        UserId alice = new UserId("alice");
        IdempotencyKey key = new IdempotencyKey("k");
        ConversationId id = ConversationId.derived(tenant, alice, key);
        assertThat(id).isEqualTo(ConversationId.derived(tenant, alice, key));
        assertThat(id.value().version()).isEqualTo(8);
        assertThat(id.value().variant()).isEqualTo(2);
        assertThat(id)
                .isNotIn(
                        ConversationId.derived(new TenantId("other"), alice, key),
                        ConversationId.derived(tenant, new UserId("bob"), key),
                        ConversationId.derived(tenant, alice, new IdempotencyKey("l")),
                        ConversationId.derived(tenant, new UserId("alic"), new IdempotencyKey("ek")));
    }

    @Test
    void conversationIdsAreOrderedAsUnsigned() {
        ConversationId low = new ConversationId(new UUID(1, 0));
        ConversationId high = new ConversationId(new UUID(-1, 0));
        assertThat(low).isLessThan(high);
        assertThat(new ConversationId(new UUID(1, 1))).isLessThan(new ConversationId(new UUID(1, -1)));
        assertThat(low.toString()).isLessThan(high.toString());
    }

    @Test
    void messageIdsAreReadAsTheyAreWritten() {
        MessageId id = new MessageId(ROOM, 42);
        assertThat(id).hasToString(ROOM + ".42");
        assertThat(MessageId.parse(id.toString())).isEqualTo(id);
        assertThat(MessageId.parse(ROOM + ".9223372036854775807").seq()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ".1",
                "x.1",
                "ROOM.",
                "ROOM.0",
                "ROOM.-1",
                "ROOM.+1",
                "ROOM.01",
                "ROOM.1.",
                "ROOM. 1",
                "ROOM.9223372036854775808",
                "ROOM.\u0661",
                "ROOM.1\u0662"
            })
    void otherTextsAreNoMessageIds(String text) {
        assertRefused(ErrorCode.MESSAGE_ID_MALFORMED, () -> MessageId.parse(text.replace("ROOM", ROOM.toString())));
    }

    @Test
    void keysAreBoundedAndPrintable() {
        assertThat(new IdempotencyKey("\ud83d\ude00".repeat(128)).value()).hasSize(256);
        assertRefused(ErrorCode.IDEMPOTENCY_KEY_MISSING, () -> new IdempotencyKey(""));
        assertRefused(ErrorCode.IDEMPOTENCY_KEY_TOO_LONG, () -> new IdempotencyKey("x".repeat(129)));
        assertRefused(ErrorCode.IDEMPOTENCY_KEY_MALFORMED, () -> new IdempotencyKey("a\nb"));
        assertRefused(ErrorCode.IDEMPOTENCY_KEY_MALFORMED, () -> new IdempotencyKey("\ud83d"));
    }

    @Test
    void userIdsAreBoundedAndPrintable() {
        assertThat(new UserId("x".repeat(128)).value()).hasSize(128);
        for (String broken : new String[] {"", "x".repeat(129), "a\u0000", "a\tb", "\ude00"}) {
            assertRefused(ErrorCode.USER_ID_MALFORMED, () -> new UserId(broken));
        }
    }

    @Test
    void tenantIdsAreBoundedAscii() {
        assertThat(new TenantId("aZ09._-").value()).hasSize(7);
        for (String broken : new String[] {"", "x".repeat(65), "a b", "\u00e4", "a/b"}) {
            assertRefused(ErrorCode.TENANT_ID_MALFORMED, () -> new TenantId(broken));
        }
    }

    @Test
    void rolesAreReadByTheirIds() {
        for (ParticipantRole role : ParticipantRole.values()) {
            assertThat(ParticipantRole.parse(role.id())).isEqualTo(role);
        }
        assertRefused(ErrorCode.ROLE_UNKNOWN, () -> ParticipantRole.parse("OWNER"));
    }

    /** A draft may end up in a log. */
    @Test
    void draftsDoNotShowTheirText() {
        assertThat(Draft.of("k", "secret").toString()).doesNotContain("secret").contains("k");
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
