package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.delivery.Signal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to go through a carrier that takes less than 8,000 bytes. */
class SignalWriterTest {

    private static final ConversationId ROOM = new ConversationId(UUID.randomUUID());

    /** The longest that there is, in bytes. */
    private static final UserId LONG = new UserId("\uD83D\uDE00".repeat(128));

    private static final TurnId TURN = new TurnId(ROOM, Long.MAX_VALUE, LONG);

    private final SignalWriter writer = new SignalWriter(UUID.randomUUID());

    private List<Signal> through(Signal signal) throws IOException {
        List<Signal> read = new ArrayList<>();
        for (String payload : writer.write(signal)) {
            assertThat(payload).hasSizeLessThan(8_000).isASCII();
            read.add(SignalReader.read(payload).signal());
        }
        return read;
    }

    /** One unit shorter, as long and longer than what fits, with code points of one to four bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e9", "\u20ac", "\uD83D\uDE00", "a\uD83D\uDE00\u20ac\u00e9"})
    void fragmentsAreSplitBetweenCodePoints(String unit) throws IOException {
        for (int count : new int[] {1, 1_300, 1_363, 1_364, 1_365, 5_450, 5_460, 20_000}) {
            String text = unit.repeat(count);
            int offset = 7;
            for (Signal signal : through(new Signal.FragmentWritten(TURN, 3, 7, text))) {
                Signal.FragmentWritten piece = (Signal.FragmentWritten) signal;
                assertThat(piece.turn()).isEqualTo(TURN);
                assertThat(piece.attempt()).isEqualTo(3);
                assertThat(piece.offset()).isEqualTo(offset);
                assertThat(piece.text())
                        .isNotEmpty()
                        .isEqualTo(text.substring(
                                offset - 7, offset - 7 + piece.text().length()));
                offset += piece.text().length();
            }
            assertThat(offset).isEqualTo(7 + text.length());
        }
    }

    @Test
    void anEntryIsLeftOutOfItsHintWhenItDoesNotFit() throws IOException {
        for (int length : new int[] {100, 5_000, 5_900, 6_000, 100_000}) {
            Entry entry = new Entry.Posted(
                    ROOM, 9, Instant.EPOCH, LONG, 9, MessageKind.USER, "a".repeat(length), null, null, false);
            assertThat(through(new Signal.EntryAppended(ROOM, 9, entry)))
                    .containsExactly(new Signal.EntryAppended(ROOM, 9, length <= 5_000 ? entry : null));
        }
    }

    @Test
    void theRestAlwaysFits() throws IOException {
        Signal changed = new Signal.TurnChanged(new TurnStatus(
                TURN, TurnState.FAILED, Integer.MAX_VALUE, TurnFailure.RESPONDER_TIMEOUT, new MessageId(ROOM, 5)));
        Signal typing = new Signal.UserTyping(ROOM, LONG);
        assertThat(through(changed)).containsExactly(changed);
        assertThat(through(typing)).containsExactly(typing);
        assertThat(SignalReader.read(writer.loss()).signal()).isNull();
    }

    /** A database delivers equal payloads of one transaction only once. */
    @Test
    void noTwoPayloadsAreEqual() {
        Signal typing = new Signal.UserTyping(ROOM, LONG);
        assertThat(writer.write(typing)).doesNotContainAnyElementsOf(writer.write(typing));
    }

    @Test
    void everyTruncationIsRefused() {
        Entry entry = new Entry.Posted(ROOM, 9, Instant.EPOCH, LONG, 9, MessageKind.USER, "text", null, null, false);
        byte[] whole = Base64.getDecoder()
                .decode(writer.write(new Signal.EntryAppended(ROOM, 9, entry)).get(0));
        for (int length = 0; length < whole.length; length++) {
            String part = Base64.getEncoder().encodeToString(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SignalReader.read(part)).isInstanceOf(IOException.class);
        }
    }
}
