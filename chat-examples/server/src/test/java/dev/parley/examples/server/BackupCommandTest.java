package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands about backups refuse before they touch anything. */
class BackupCommandTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup",
                "backup hunter2",
                "backup create",
                "backup create --target",
                "backup create --target target/backups hunter2",
                "backup create --target target/backups --id 20260314T150926Z-9f86d081",
                "backup create --target s3://key:hunter2@bucket",
                "backup create --target https://hunter2/",
                "backup create --target target/backups",
                "backup list --target target/hunter2",
                "backup verify --target target --id hunter2",
                "backup restore --target target/hunter2"
            })
    void aWrongArgumentIsOneLine(String arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = ParleyServer.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.split(" "));
        assertThat(exit).as(err.toString()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(1);
        if (arguments.contains("--target s3") || arguments.contains("://")) {
            assertThat(err.toString()).doesNotContain("hunter2");
        }
    }
}
