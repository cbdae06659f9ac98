package dev.parley.examples.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of backups. */
class BackupSettingTest {

    @TempDir
    private Path directory;

    private BackupSetting read(Map<String, String> environment) {
        return Settings.read(environment, directory).backup();
    }

    @Test
    void aScheduleHasAPeriodAndATarget() {
        BackupSetting setting = read(Map.of(
                "BACKUP_EVERY",
                "24h",
                "BACKUP_TARGET",
                "b",
                "BACKUP_COPY_TARGET",
                "s3://c" + "opies/x?region=eu-central-1"));
        assertThat(setting.every()).isEqualTo(Duration.ofDays(1));
        assertThat(setting.target()).isNotNull();
        assertThat(setting.target().text()).isEqualTo(directory.resolve("b").toString());
        assertThat(setting.copyTarget()).isNotNull();
        assertThat(setting.copyTarget().bucket()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "BACKUP_EVERY,24h,BACKUP_TARGET",
        "BACKUP_COPY_TARGET,b,BACKUP_TARGET",
        "BACKUP_TARGET,s3://key:hunter2@bucket,BACKUP_TARGET",
        "BACKUP_TARGET,s3://bucket?secret=hunter2,BACKUP_TARGET",
        "BACKUP_TARGET,ftp://hunter2,BACKUP_TARGET"
    })
    void aWrongSettingIsNamedAndNotRepeated(String name, String value, String named) {
        assertThatThrownBy(() -> read(Map.of(name, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(named + " ")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"59s", "367d", "often", "-1h"})
    void aPeriodHasBounds(String every) {
        assertThatThrownBy(() -> read(Map.of("BACKUP_EVERY", every, "BACKUP_TARGET", "b")))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("BACKUP_EVERY ");
    }

    @Test
    void outsideDevelopmentThereMustBeAKey() {
        BackupSetting without = read(Map.of());
        assertThat(without.key(Settings.Stage.DEVELOPMENT)).isNull();
        assertThatThrownBy(() -> without.key(Settings.Stage.PRODUCTION))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("BACKUP_KEY ");
        BackupSetting with = read(Map.of("BACKUP_KEY", "hunter2"));
        assertThat(with.key(Settings.Stage.PRODUCTION)).isNotNull();
        assertThat(with.toString()).doesNotContain("hunter2");
    }

    @Test
    void s3NeedsBothCredentials() {
        assertThatThrownBy(() -> read(Map.of("AWS_ACCESS_KEY_ID", "hunter2")).s3())
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("AWS_ACCESS_KEY_ID ");
        assertThat(read(Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "s"))
                        .s3()
                        .current("s3-secret-key")
                        .value()
                        .text())
                .isEqualTo("s");
    }
}
