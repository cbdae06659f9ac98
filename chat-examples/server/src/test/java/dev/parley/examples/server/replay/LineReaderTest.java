package dev.parley.examples.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    private static List<String> read(LineReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    private static LineReader reader(byte[] bytes) {
        return new LineReader(new ByteArrayInputStream(bytes));
    }

    private static LineReader reader(String text) {
        return reader(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void linesEndAtLineFeedsOnly() throws IOException {
        assertThat(read(reader("a\nb\r\n\nc\rd\u0085e\u2028f\u000bg\fh\r\r\nlast")))
                .containsExactly("a", "b", "", "c\rd\u0085e\u2028f\u000bg\fh\r", "last");
        assertThat(read(reader(""))).isEmpty();
        assertThat(read(reader("\n"))).containsExactly("");
        assertThat(read(reader("a\n"))).containsExactly("a");
    }

    @Test
    void everyByteIsCounted() throws IOException {
        LineReader reader = reader("a\nb\r\n\u00e9");
        read(reader);
        assertThat(reader.bytes()).isEqualTo(7);
        assertThat(reader.malformedBytes()).isZero();
    }

    @Test
    void whatIsNotUtf8IsReplacedAndCounted() throws IOException {
        LineReader reader = reader(
                new byte[] {'a', (byte) 0xff, 'b', '\n', (byte) 0xc3, '\n', (byte) 0xed, (byte) 0xa0, (byte) 0x80});
        List<String> lines = read(reader);
        assertThat(lines.get(0)).isEqualTo("a\ufffdb");
        assertThat(lines.get(1)).isEqualTo("\ufffd");
        assertThat(lines.get(2)).matches("\ufffd+");
        assertThat(reader.malformedBytes()).isEqualTo(5);
    }

    @Test
    void aFileWithoutLineFeedsDoesNotFillTheMemory() throws IOException {
        LineReader fits = reader(new byte[1024 * 1024]);
        assertThat(read(fits)).hasSize(1);
        LineReader reader = reader(new byte[1024 * 1024 + 1]);
        assertThatThrownBy(reader::next).isInstanceOf(IOException.class);
    }
}
