package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.store.PersonalRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rules PD-1 and PD-2: access and portability. */
interface ExportRules extends ChatStoreFactory {

    @Rule("PD-1")
    default void exportIsCompleteAndOwn(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId own = chat.create(bob, NewConversation.of("Created by bob", alice.user()))
                .id();
        Message first = chat.send(bob, own, "first");
        chat.log().revise(bob, first.id(), 1, "first, edited", chat.deadline()).orThrow();
        chat.send(alice, own, "by alice");
        ConversationId left = chat.create(alice, NewConversation.of("Created by alice", bob.user()))
                .id();
        chat.send(bob, left, "second");
        chat.log().removeParticipant(bob, left, bob.user(), chat.deadline()).orThrow();
        ConversationId renamed = chat.create(bob, NewConversation.of("Old")).id();
        chat.log().rename(bob, renamed, "New", chat.deadline()).orThrow();
        ConversationId elsewhere = chat.room(chat.foreigner("bob"));
        chat.send(chat.foreigner("bob"), elsewhere, "of the other bob");

        List<PersonalRecord> records = export(chat, bob);
        Message firstNow = chat.message(alice, first);
        assertThat(records)
                .containsExactlyInAnyOrder(
                        new PersonalRecord.Membership(
                                own,
                                "Created by bob",
                                ParticipantRole.OWNER,
                                chat.clock().instant(),
                                null,
                                1),
                        new PersonalRecord.Title(own, chat.clock().instant(), "Created by bob"),
                        new PersonalRecord.Posting(firstNow, "first"),
                        new PersonalRecord.Edit(first.id(), 2, chat.clock().instant(), "first, edited"),
                        new PersonalRecord.Membership(
                                left,
                                "",
                                ParticipantRole.MEMBER,
                                chat.clock().instant(),
                                chat.clock().instant(),
                                1),
                        new PersonalRecord.Posting(chat.messages(alice, left).get(0), "second"),
                        new PersonalRecord.Membership(
                                renamed,
                                "New",
                                ParticipantRole.OWNER,
                                chat.clock().instant(),
                                null,
                                0),
                        new PersonalRecord.Title(renamed, chat.clock().instant(), "New"));
    }

    static List<PersonalRecord> export(LogFixture chat, Principal user) {
        List<PersonalRecord> records = new ArrayList<>();
        chat.personalData().export(user, records::add, chat.deadline());
        return records;
    }

    @Rule("PD-2")
    default void exportIsOrdered(LogFixture chat) {
        Principal alice = chat.user("alice");
        for (int room = 0; room < 5; room++) {
            ConversationId id = chat.room(alice);
            for (int i = 0; i < 3; i++) {
                Message message = chat.send(alice, id, "text " + i);
                chat.log()
                        .revise(alice, message.id(), 1, "edited " + i, chat.deadline())
                        .orThrow();
                chat.log().rename(alice, id, "title " + i, chat.deadline()).orThrow();
            }
        }
        List<PersonalRecord> records = export(chat, alice);
        assertThat(records)
                .hasSize(5 * 10)
                .isSortedAccordingTo(Comparator.comparing(PersonalRecord::conversation)
                        .thenComparing(ExportRules::typeOf)
                        .thenComparing(ExportRules::seqOf));
    }

    private static int typeOf(PersonalRecord item) {
        return List.of(
                        PersonalRecord.Membership.class,
                        PersonalRecord.Title.class,
                        PersonalRecord.Posting.class,
                        PersonalRecord.Edit.class)
                .indexOf(item.getClass());
    }

    /** Titles have no seq; theirs end with their number. */
    private static long seqOf(PersonalRecord item) {
        if (item instanceof PersonalRecord.Posting posting) {
            return posting.message().seq();
        }
        if (item instanceof PersonalRecord.Edit edit) {
            return edit.message().seq();
        }
        return item instanceof PersonalRecord.Title title
                ? Character.digit(title.title().charAt(title.title().length() - 1), 10)
                : 0;
    }
}
