package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.TenantId;
import dev.parley.core.store.HistoryRetention;
import dev.parley.core.store.LegalHold;
import dev.parley.core.store.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rules HR-9, HR-10 and HR-13: what keeps a conversation as it is. */
interface LegalHoldRules extends ChatStoreFactory {

    private static void assertEraseRefused(LogFixture chat, Principal user) {
        assertThatThrownBy(() -> chat.personalData().erase(user, chat.deadline()))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEGAL_HOLD));
    }

    @Rule("HR-9")
    default void whatIsHeldStays(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice, bob);
        Message message = TrimmingRules.old(chat, alice, room, 1).get(0);
        chat.log().removeParticipant(bob, room, bob.user(), chat.deadline()).orThrow();
        HistoryRetention retention = chat.retention();
        retention.hold(chat.tenant(), room, "case 7", chat.deadline()).orThrow();
        assertThat(retention.trim(chat.tenant(), room, TrimmingRules.WEEK, 10, chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.LEGAL_HOLD));
        assertThat(chat.log().redact(alice, message.id(), chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.LEGAL_HOLD));
        assertEraseRefused(chat, alice);
        assertEraseRefused(chat, bob);
        assertThat(chat.messages(alice, room)).containsExactly(message);
        chat.send(alice, room, "goes on");
        retention.release(chat.tenant(), room, chat.deadline()).orThrow();
        assertThat(TrimmingRules.trim(chat, room, TrimmingRules.WEEK, 10).removed())
                .isEqualTo(1);
        assertThat(chat.personalData().erase(bob, chat.deadline()).wiped()).isNotEmpty();
    }

    private static List<LegalHold> holds(LogFixture chat, int limit) {
        List<LegalHold> found = new ArrayList<>();
        ConversationId after = null;
        do {
            Page<LegalHold, ConversationId> page = chat.retention().holds(chat.tenant(), after, limit, chat.deadline());
            found.addAll(page.items());
            after = page.nextCursor();
        } while (after != null);
        return found;
    }

    @Rule("HR-10")
    default void holdsAreListed(LogFixture chat) {
        Principal alice = chat.user("alice");
        List<LegalHold> set = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ConversationId room = chat.room(alice);
            LegalHold hold = chat.retention()
                    .hold(chat.tenant(), room, "case " + i, chat.deadline())
                    .orThrow();
            assertThat(hold)
                    .isEqualTo(new LegalHold(chat.tenant(), room, chat.clock().instant(), "case " + i));
            set.add(hold);
        }
        set.sort((one, other) -> one.conversation().compareTo(other.conversation()));
        chat.clock().advance(Duration.ofHours(1));
        LegalHold first = set.get(0);
        assertThat(chat.retention().hold(chat.tenant(), first.conversation(), "another case", chat.deadline()))
                .isEqualTo(Outcome.done(first));
        assertThat(holds(chat, 2)).containsExactlyElementsOf(set);
        assertThat(holds(chat, 3)).containsExactlyElementsOf(set);
        assertThat(chat.retention().release(chat.tenant(), first.conversation(), chat.deadline()))
                .isEqualTo(Outcome.done(true));
        assertThat(chat.retention().release(chat.tenant(), first.conversation(), chat.deadline()))
                .isEqualTo(Outcome.done(false));
        assertThat(holds(chat, 10)).containsExactlyElementsOf(set.subList(1, 3));
    }

    @Rule("HR-13")
    default void anotherTenantsIsNotThere(LogFixture chat) {
        Principal alice = chat.user("alice");
        TenantId other = chat.foreigner("alice").tenant();
        ConversationId room = chat.room(alice);
        chat.retention().hold(chat.tenant(), room, "case", chat.deadline()).orThrow();
        assertThat(chat.retention().release(other, room, chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
        assertThat(chat.retention().hold(other, room, "case", chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
        assertThat(chat.retention().trim(other, room, TrimmingRules.WEEK, 10, chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
        assertThat(chat.retention().holds(other, null, 10, chat.deadline()).items())
                .isEmpty();
    }
}
