package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableRows;
import dev.parley.core.portable.PortableTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortableReaderTest {

    private static final String FIRST =
            "{\"tenant\":\"t\",\"user_id\":\"a\",\"sealed_secret\":\"00ff\",\"last_step\":-1,\"confirmed\":true}\n";

    private static final String USER = "{\"tenant\":\"t\",\"user_id\":\"a\",\"login\":\"a\",\"display_login\":\"A\","
            + "\"name\":\"\\u0001\uD83D\uDE00\",\"roles\":[\"a\",\"b\"],\"enabled\":true,\"credential_version\":1}\n";

    private static List<PortableRow> read(PortableTable table, String text) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try (PortableReader reader = new PortableReader("part", table, null, in)) {
            List<PortableRow> rows = new ArrayList<>();
            for (PortableRow row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
            return rows;
        }
    }

    private static void assertWrittenAsRead(PortableTable table, String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PortableLines.write(PortableRows.of(read(table, text)), 10, out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Test
    void rowsAreWrittenAsTheyAreRead() throws IOException {
        assertWrittenAsRead(PortableTable.SECOND_FACTOR, FIRST + FIRST.replace("\"a\"", "\"b\""));
        assertWrittenAsRead(PortableTable.USER, USER);
        assertWrittenAsRead(PortableTable.USER, "");
    }

    /** Each in the second line, after one that is right. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tenant\":\"t\",\"user_id\":\"b\",\"sealed_secret\":\"00\",\"last_step\":1,\"confirmed\":true,\"x\":1}",
                "{\"tenant\":\"t\",\"user_id\":\"b\",\"sealed_secret\":\"00\",\"last_step\":1}",
                "{\"tenant\":\"t\",\"user_id\":\"b\",\"sealed_secret\":\"00\",\"last_step\":1,\"last_step\":1,\"confirmed\":true}",
                "{\"tenant\":\"t\",\"user_id\":\"b\",\"sealed_secret\":\"00\",\"last_step\":1,\"confirmed\":null}",
                "{\"tenant\":\"t\",\"user_id\":\"b\",\"sealed_secret\":\"00\",\"last_step\":\"1\",\"confirmed\":true}",
                "{\"tenant\":\"t\",\"user_id\":\"b\",\"sealed_secret\":\"00\",\"last_step\":1.0,\"confirmed\":true}",
                "{\"tenant\":\"t\",\"user_id\":\"b\",\"sealed_secret\":\"00\",\"last_step\":9223372036854775808,\"confirmed\":true}",
                "{\"tenant\":\"t\",\"user_id\":\"b\",\"sealed_secret\":\"0A\",\"last_step\":1,\"confirmed\":true}",
                "{\"tenant\":\"t\",\"user_id\":\"b\",\"sealed_secret\":\"0\",\"last_step\":1,\"confirmed\":true}",
                "{\"tenant\":\"t\",\"user_id\":\"b\",\"sealed_secret\":[],\"last_step\":1,\"confirmed\":true}",
                "{\"tenant\":\"t\",\"user_id\":\"b\\u0000\",\"sealed_secret\":\"00\",\"last_step\":1,\"confirmed\":true}",
                "{\"tenant\":\"t\",\"user_id\":\"b\\ud800\",\"sealed_secret\":\"00\",\"last_step\":1,\"confirmed\":true}",
                "{\"tenant\":\"t\",\"user_id\":\"a\",\"sealed_secret\":\"00\",\"last_step\":1,\"confirmed\":true}",
                "{\"tenant\":\"s\",\"user_id\":\"b\",\"sealed_secret\":\"00\",\"last_step\":1,\"confirmed\":true}",
                "{\"tenant\":\"t\",\"user_id\":\"b\",\"sealed_secret\":\"00\",\"last_step\":1,\"confirmed\":true}{}",
                "[\"secret\"]",
                "\"secret\"",
                "",
                "{\"secret",
                "{}"
            })
    void whatIsNoRowIsRefusedByItsLine(String line) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> read(PortableTable.SECOND_FACTOR, FIRST + line + "\n"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_UNREADABLE))
                .withMessageContaining("Part part can't be read at line 2")
                .withNoCause()
                .satisfies(e -> assertThat(e).hasMessageNotContaining("secret\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"b\",\"a\"]", "[\"a\",\"a\"]", "[null]", "\"a\"", "{}"})
    void aSetIsOrdered(String roles) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> read(PortableTable.USER, USER.replace("[\"a\",\"b\"]", roles)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_UNREADABLE));
    }

    @Test
    void whatIsTooLongIsRefused() throws IOException {
        String longest = "b".repeat(512);
        assertThat(read(PortableTable.SECOND_FACTOR, FIRST.replace("\"a\"", "\"" + longest + "\"")))
                .hasSize(1);
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> read(PortableTable.SECOND_FACTOR, FIRST.replace("\"a\"", "\"b" + longest + "\"")));
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> read(PortableTable.SECOND_FACTOR, FIRST.replace("{", " ".repeat(25_000_000) + "{")));
    }
}
