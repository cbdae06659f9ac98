package dev.parley.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to go through a carrier that takes about 6,000 bytes. */
class SignalCodecTest {

    private static final ConversationId ROOM = new ConversationId(UUID.randomUUID());

    /** The longest that there is, in bytes. */
    private static final UserId LONG = new UserId("\uD83D\uDE00".repeat(128));

    private static final TurnId TURN = new TurnId(ROOM, Long.MAX_VALUE, LONG);

    private static final int MOST = 5_997;

    private final SignalCodec codec = new SignalCodec(UUID.randomUUID(), MOST);

    private List<Signal> through(Signal signal) throws IOException {
        List<Signal> read = new ArrayList<>();
        for (byte[] message : codec.encode(signal)) {
            assertThat(message).hasSizeLessThanOrEqualTo(MOST);
            read.add(SignalCodec.decode(message).signal());
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
        SignalCodec narrow = new SignalCodec(UUID.randomUUID(), SignalCodec.LEAST_BYTES);
        Signal changed = new Signal.TurnChanged(new TurnStatus(
                TURN, TurnState.FAILED, Integer.MAX_VALUE, TurnFailure.RESPONDER_TIMEOUT, new MessageId(ROOM, 5)));
        Signal typing = new Signal.UserTyping(ROOM, LONG);
        Signal read = new Signal.ReadAdvanced(ROOM, LONG, 1);
        for (Signal signal : List.of(changed, typing, read)) {
            byte[] message = narrow.encode(signal).get(0);
            assertThat(message).hasSizeLessThanOrEqualTo(SignalCodec.LEAST_BYTES);
            assertThat(SignalCodec.decode(message).signal()).isEqualTo(signal);
        }
        assertThat(SignalCodec.decode(narrow.loss()).signal()).isNull();
    }

    @Test
    void messagesAreNumberedAsTheyGoOut() throws IOException {
        UUID node = UUID.randomUUID();
        SignalCodec numbering = new SignalCodec(node, MOST);
        Signal typing = new Signal.UserTyping(ROOM, LONG);
        byte[] later = numbering.encode(typing).get(0);
        byte[] earlier = numbering.loss();
        assertThat(SignalCodec.decode(numbering.numbered(earlier))).isEqualTo(new SignalNotice(node, 0, null));
        assertThat(SignalCodec.decode(numbering.numbered(later))).isEqualTo(new SignalNotice(node, 1, typing));
    }

    @Test
    void everyTruncationIsRefused() {
        Entry entry = new Entry.Posted(ROOM, 9, Instant.EPOCH, LONG, 9, MessageKind.USER, "text", null, null, false);
        byte[] whole = codec.encode(new Signal.EntryAppended(ROOM, 9, entry)).get(0);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> SignalCodec.decode(part)).isInstanceOf(IOException.class);
        }
    }

    /** Bytes at random, in the place of each byte, and behind the last: refused, or read, but nothing else. */
    @Test
    void garbageIsRefusedAsGarbage() {
        Random random = new Random(42);
        byte[] whole = codec.encode(new Signal.TurnChanged(
                        new TurnStatus(TURN, TurnState.FAILED, 1, TurnFailure.RESPONDER_TIMEOUT, null)))
                .get(0);
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] = (byte) random.nextInt();
            try {
                assertThat(SignalCodec.decode(changed)).isNotNull();
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> SignalCodec.decode(longer)).isInstanceOf(IOException.class);
        byte[] noise = new byte[1 << 20];
        random.nextBytes(noise);
        assertThatThrownBy(() -> SignalCodec.decode(noise)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new SignalCodec(UUID.randomUUID(), SignalCodec.LEAST_BYTES - 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
