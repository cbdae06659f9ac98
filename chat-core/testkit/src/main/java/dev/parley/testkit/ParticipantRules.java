package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Change;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationType;
import dev.parley.core.message.Entry;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.Participant;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;

/** Rules CL-20 to CL-27: conversations and participants. */
interface ParticipantRules extends ChatStoreFactory {

    @Rule("CL-20")
    default void creationGivesRolesAndWritesNoEntry(LogFixture chat) {
        Principal alice = chat.user("alice");
        UserId bob = new UserId("bob");
        UserId bot = new UserId("bot");
        NewConversation from =
                NewConversation.of("T\u00eftle", bob, alice.user()).with(bot, ParticipantRole.BOT);
        Conversation created = chat.create(alice, from);
        assertThat(created.title()).isEqualTo("T\u00eftle");
        assertThat(created.openHistory()).isFalse();
        assertThat(created.headSeq()).isZero();
        assertThat(created.participants())
                .extracting(Participant::user, Participant::role, Participant::visibleFrom, Participant::readSeq)
                .containsExactly(
                        Tuple.tuple(alice.user(), ParticipantRole.OWNER, 1L, 0L),
                        Tuple.tuple(bob, ParticipantRole.MEMBER, 1L, 0L),
                        Tuple.tuple(bot, ParticipantRole.BOT, 1L, 0L));
        assertThat(chat.log().find(chat.user("bob"), created.id(), chat.deadline()))
                .contains(created);
        assertThat(chat.entries(alice, created.id())).isEmpty();
    }

    @Rule("CL-21")
    default void directIsBetweenTwo(LogFixture chat) {
        Principal alice = chat.user("alice");
        UserId bob = new UserId("bob");
        assertThat(chat.create(alice, NewConversation.of("")).type()).isEqualTo(ConversationType.GROUP);
        assertThat(chat.create(alice, NewConversation.of("", bob, new UserId("carol")))
                        .type())
                .isEqualTo(ConversationType.GROUP);
        NewConversation withBot = NewConversation.of("").with(new UserId("bot"), ParticipantRole.BOT);
        assertThat(chat.create(alice, withBot).type()).isEqualTo(ConversationType.DIRECT);
        ConversationId direct = chat.create(alice, NewConversation.of("", bob)).id();
        assertThat(type(chat, alice, direct)).isEqualTo(ConversationType.DIRECT);
        chat.join(alice, direct, chat.user("carol"));
        assertThat(type(chat, alice, direct)).isEqualTo(ConversationType.GROUP);
        chat.log().removeParticipant(alice, direct, bob, chat.deadline()).orThrow();
        assertThat(type(chat, alice, direct)).isEqualTo(ConversationType.GROUP);
        ConversationId left = chat.create(alice, NewConversation.of("", bob)).id();
        chat.log().removeParticipant(alice, left, bob, chat.deadline()).orThrow();
        chat.join(alice, left, chat.user("bob"));
        assertThat(type(chat, alice, left)).isEqualTo(ConversationType.DIRECT);
        chat.log().removeParticipant(alice, left, bob, chat.deadline()).orThrow();
        chat.join(alice, left, chat.user("carol"));
        assertThat(type(chat, alice, left)).isEqualTo(ConversationType.GROUP);
    }

    private static ConversationType type(LogFixture chat, Principal reader, ConversationId room) {
        return chat.log().find(reader, room, chat.deadline()).orElseThrow().type();
    }

    @Rule("CL-22")
    default void creatingAgainGivesTheSame(LogFixture chat) {
        Principal alice = chat.user("alice");
        IdempotencyKey key = LogFixture.newKey();
        NewConversation from = NewConversation.of("Room", new UserId("bob"));
        List<Outcome<Conversation>> created =
                Concurrently.run(16, number -> chat.log().create(alice, from, key, chat.deadline()));
        Conversation first = created.get(0).orThrow();
        assertThat(created).containsOnly(Outcome.done(first));
        UserId bob = new UserId("bob");
        for (NewConversation other : List.of(
                NewConversation.of("Other", bob),
                NewConversation.of("Room"),
                NewConversation.of("Room", bob, new UserId("carol")),
                NewConversation.of("Room").with(bob, ParticipantRole.OWNER),
                from.withOpenHistory())) {
            assertThat(chat.log().create(alice, other, key, chat.deadline()))
                    .isEqualTo(Outcome.refused(ErrorCode.IDEMPOTENCY_CONFLICT));
        }
        assertThat(List.of(chat.user("carol"), chat.foreigner("alice")))
                .allSatisfy(other -> assertThat(chat.log()
                                .create(other, from, key, chat.deadline())
                                .orThrow()
                                .id())
                        .isNotEqualTo(first.id()));
        assertThat(chat.log().conversationsOf(alice, null, 10, chat.deadline()).items())
                .hasSize(1);
        chat.log()
                .removeParticipant(alice, first.id(), alice.user(), chat.deadline())
                .orThrow();
        assertThat(chat.log().create(alice, from, key, chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
    }

    @Rule("CL-23")
    default void onlyOwnersManage(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        ConversationId room = chat.room(alice, bob, chat.user("carol"));
        List<Outcome<?>> refused = List.of(
                chat.log().rename(bob, room, "x", chat.deadline()),
                chat.log().addParticipant(bob, room, new UserId("dan"), ParticipantRole.MEMBER, 100, chat.deadline()),
                chat.log().removeParticipant(bob, room, new UserId("carol"), chat.deadline()));
        assertThat(refused).containsOnly(Outcome.refused(ErrorCode.OWNER_REQUIRED));
        assertThat(chat.head(alice, room)).isZero();
        chat.log()
                .addParticipant(alice, room, new UserId("dan"), ParticipantRole.OWNER, 100, chat.deadline())
                .orThrow();
        chat.log().rename(chat.user("dan"), room, "x", chat.deadline()).orThrow();
        chat.log()
                .removeParticipant(alice, room, new UserId("carol"), chat.deadline())
                .orThrow();
        chat.log().removeParticipant(bob, room, bob.user(), chat.deadline()).orThrow();
        assertThat(participants(chat, alice, room)).containsExactlyInAnyOrder("alice", "dan");
    }

    @Rule("CL-24")
    default void addingTheSameIsDoneAndRemovingAStrangerIsNot(LogFixture chat) {
        Principal alice = chat.user("alice");
        UserId bob = new UserId("bob");
        ConversationId room = chat.room(alice, chat.user("bob"));
        assertThat(chat.log().addParticipant(alice, room, bob, ParticipantRole.MEMBER, 100, chat.deadline()))
                .isEqualTo(Outcome.done(new Change(0, false)));
        assertThat(chat.log().addParticipant(alice, room, bob, ParticipantRole.OWNER, 100, chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.PARTICIPANT_EXISTS));
        assertThat(chat.log().removeParticipant(alice, room, new UserId("dan"), chat.deadline()))
                .isEqualTo(Outcome.refused(ErrorCode.PARTICIPANT_NOT_FOUND));
        assertThat(chat.head(alice, room)).isZero();
    }

    @Rule("CL-25")
    default void ownershipPassesToTheLongestStanding(LogFixture chat) {
        Principal alice = chat.user("alice");
        Principal bob = chat.user("bob");
        NewConversation from = NewConversation.of("Room").with(new UserId("a-bot"), ParticipantRole.BOT);
        ConversationId room = chat.create(alice, from).id();
        for (String name : List.of("zoe", "bob", "carol")) {
            chat.clock().advance(Duration.ofSeconds(name.equals("carol") ? 0 : 1));
            chat.join(alice, room, chat.user(name));
        }
        chat.log().removeParticipant(alice, room, alice.user(), chat.deadline()).orThrow();
        assertThat(owners(chat, bob, room)).containsExactly("zoe");
        chat.log()
                .removeParticipant(chat.user("zoe"), room, new UserId("zoe"), chat.deadline())
                .orThrow();
        assertThat(owners(chat, bob, room)).containsExactly("bob");
    }

    /** Two owners leave at once, twenty times. */
    @Rule("CL-25")
    default void ownershipPassesAlsoWhenAllOwnersLeaveAtOnce(LogFixture chat) {
        Principal carol = chat.user("carol");
        for (int round = 0; round < 20; round++) {
            List<Principal> owners = List.of(chat.user("alice"), chat.user("bob"));
            NewConversation from =
                    NewConversation.of("Room", carol.user()).with(owners.get(1).user(), ParticipantRole.OWNER);
            ConversationId room = chat.create(owners.get(0), from).id();
            Concurrently.run(2, number -> {
                Principal owner = owners.get(number);
                return chat.log()
                        .removeParticipant(owner, room, owner.user(), chat.deadline())
                        .orThrow();
            });
            assertThat(owners(chat, carol, room)).containsExactly("carol");
        }
    }

    private static List<String> owners(LogFixture chat, Principal reader, ConversationId room) {
        return chat.log().find(reader, room, chat.deadline()).orElseThrow().participants().stream()
                .filter(participant -> participant.role() == ParticipantRole.OWNER)
                .map(participant -> participant.user().value())
                .toList();
    }

    private static List<String> participants(LogFixture chat, Principal reader, ConversationId room) {
        return chat.log().find(reader, room, chat.deadline()).orElseThrow().participants().stream()
                .map(participant -> participant.user().value())
                .toList();
    }

    @Rule("CL-26")
    default void comingGoingAndRenamingAreEntries(LogFixture chat) {
        Principal alice = chat.user("alice");
        UserId bob = new UserId("bob");
        ConversationId room = chat.room(alice);
        Instant now = chat.clock().instant();
        assertThat(chat.log().addParticipant(alice, room, bob, ParticipantRole.BOT, 100, chat.deadline()))
                .isEqualTo(Outcome.done(new Change(1, true)));
        assertThat(chat.log().rename(alice, room, "New", chat.deadline())).isEqualTo(Outcome.done(new Change(2, true)));
        assertThat(chat.log().rename(alice, room, "New", chat.deadline()))
                .isEqualTo(Outcome.done(new Change(2, false)));
        assertThat(chat.log().removeParticipant(alice, room, bob, chat.deadline()))
                .isEqualTo(Outcome.done(new Change(3, true)));
        assertThat(chat.entries(alice, room))
                .containsExactly(
                        new Entry.Joined(room, 1, now, alice.user(), bob, ParticipantRole.BOT),
                        new Entry.Renamed(room, 2, now, alice.user(), "New", false),
                        new Entry.Left(room, 3, now, alice.user(), bob));
        assertThat(chat.log().find(alice, room, chat.deadline()).orElseThrow().title())
                .isEqualTo("New");
    }

    /** 16 users join at once where five have room. */
    @Rule("CL-27")
    default void neverMoreParticipantsThanTheLimit(LogFixture chat) {
        Principal alice = chat.user("alice");
        ConversationId room = chat.room(alice);
        List<ErrorCode> codes = Concurrently.run(16, number -> {
            UserId user = new UserId("user-" + number);
            try {
                chat.log()
                        .addParticipant(alice, room, user, ParticipantRole.MEMBER, 6, chat.deadline())
                        .orThrow();
                return ErrorCode.INTERNAL;
            } catch (ChatException e) {
                return e.code();
            }
        });
        assertThat(codes)
                .filteredOn(code -> code == ErrorCode.PARTICIPANTS_TOO_MANY)
                .hasSize(11);
        assertThat(participants(chat, alice, room)).hasSize(6);
        assertThat(chat.head(alice, room)).isEqualTo(5);
    }
}
