package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100 MB in a million records are backed up and verified by a process that has not room for them. */
class BoundedMemoryTest {

    @Test
    void aMillionRecordsNeedNoRoom(@TempDir Path at) throws Exception {
        Process child = BackupChild.start(List.of("-Xmx24m"), "many", at.toString(), "1000000");
        try (BufferedReader out = BackupChild.lines(child)) {
            assertThat(out.lines()).last().isEqualTo("done");
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
    }
}
