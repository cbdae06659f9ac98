package dev.parley.testkit;

import dev.parley.core.delivery.Signal;
import dev.parley.core.message.Answer;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signals of every kind, with texts that are easily broken on the way. */
final class SampleSignals {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final UserId ALICE = new UserId("alice.\u00e9 \uD83D\uDE00'\"\\");
    private static final UserId BOT = new UserId("bot");

    private SampleSignals() {}

    static List<Signal> of(ConversationId room) {
        TurnId turn = new TurnId(room, 1, BOT);
        List<Entry> entries = new ArrayList<>(List.of(
                posted(
                        room,
                        1,
                        MessageKind.USER,
                        " \uD83D\uDE00 \"\\'\n\r\t\u2028\u0001 {}[]|;,%n\u00e9e\u0301 ",
                        null),
                new Entry.Posted(
                        room,
                        2,
                        AT,
                        BOT,
                        2,
                        MessageKind.BOT,
                        "a",
                        new MessageId(room, 1),
                        new Answer(turn, true),
                        false),
                posted(room, 3, MessageKind.BOT, "a", new Answer(turn, false)),
                posted(room, 4, MessageKind.SYSTEM, "", null),
                new Entry.Posted(room, 5, AT, ALICE, 5, MessageKind.USER, "", null, null, true),
                new Entry.Edited(room, 6, AT, ALICE, 1, 2, "edited", false),
                new Entry.Edited(room, 7, AT, ALICE, 1, 3, "", true),
                new Entry.Redacted(room, 8, AT, ALICE, 1),
                new Entry.Left(room, 9, AT, ALICE, BOT),
                new Entry.Renamed(room, 10, AT, ALICE, "", false),
                new Entry.Renamed(room, 11, Instant.EPOCH, ALICE, "", true)));
        for (ParticipantRole role : ParticipantRole.values()) {
            entries.add(new Entry.Joined(room, entries.size() + 1L, AT, ALICE, BOT, role));
        }
        List<Signal> signals = new ArrayList<>();
        entries.forEach(entry -> signals.add(new Signal.EntryAppended(room, entry.seq(), entry)));
        signals.add(new Signal.EntryAppended(room, Long.MAX_VALUE, null));
        signals.add(new Signal.FragmentWritten(turn, 1, 0, " \uD83D\uDE00"));
        signals.add(new Signal.FragmentWritten(turn, Integer.MAX_VALUE, 16_000, "\n"));
        for (TurnState state : TurnState.values()) {
            signals.add(new Signal.TurnChanged(new TurnStatus(turn, state, signals.size(), null, null)));
        }
        for (TurnFailure failure : TurnFailure.values()) {
            signals.add(new Signal.TurnChanged(new TurnStatus(turn, TurnState.FAILED, 3, failure, null)));
        }
        MessageId answer = new MessageId(room, 2);
        signals.add(new Signal.TurnChanged(new TurnStatus(turn, TurnState.COMPLETED, 1, null, answer)));
        signals.add(new Signal.UserTyping(room, ALICE));
        signals.add(new Signal.ReadAdvanced(room, ALICE, 1));
        signals.add(new Signal.ReadAdvanced(room, BOT, Long.MAX_VALUE));
        return signals;
    }

    static Entry posted(ConversationId room, long seq, MessageKind kind, String text, @Nullable Answer answer) {
        return new Entry.Posted(room, seq, AT, ALICE, seq, kind, text, null, answer, false);
    }
}
