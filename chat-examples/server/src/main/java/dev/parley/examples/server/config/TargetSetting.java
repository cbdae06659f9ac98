package dev.parley.examples.server.config;

import dev.parley.core.backup.BackupTarget;
import dev.parley.core.error.ChatException;
import dev.parley.operations.backup.DirectoryTarget;
import dev.parley.store.s3.S3BackupTarget;
import dev.parley.store.s3.S3Config;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A place for backups: a directory, or {@code s3://bucket/prefix?region=…&endpoint=…}. Immutable.
 *
 * @param name the variable or option that names it
 * @param text the line, without any credential; of a directory its absolute path
 * @param bucket where in S3; null if it is a directory
 */
public record TargetSetting(
        String name, String text, @Nullable S3Config bucket) {

    /**
     * Reads one.
     *
     * @param name the variable or option that names it
     * @param text what it was set to
     * @param workingDirectory where relative paths begin
     * @return the setting
     * @throws SettingException if it is none; does not repeat it
     */
    public static TargetSetting parse(String name, String text, Path workingDirectory) {
        if (text.startsWith("s3:")) {
            try {
                return new TargetSetting(name, text, S3Config.parse(text));
            } catch (ChatException e) {
                // What it says never repeats the URL, into which somebody may have put a credential.
                throw new SettingException(
                        name, "must be s3://bucket/prefix?region=…&endpoint=https://… and hold no credential");
            }
        }
        if (text.isBlank() || text.contains("://")) {
            throw new SettingException(name, "must be a directory or s3://bucket/prefix");
        }
        try {
            Path directory = workingDirectory.resolve(text).toAbsolutePath().normalize();
            return new TargetSetting(name, directory.toString(), null);
        } catch (InvalidPathException e) {
            throw new SettingException(name, "must be a directory or s3://bucket/prefix");
        }
    }

    /**
     * Opens it; a directory is made if it is not there.
     *
     * @param setting has the credentials
     * @return the target; the caller closes it
     * @throws SettingException if credentials are missing, or the directory can't be made
     */
    public BackupTarget open(BackupSetting setting) {
        if (bucket != null) {
            return S3BackupTarget.open(bucket, setting.s3());
        }
        try {
            return new DirectoryTarget(Path.of(text));
        } catch (ChatException e) {
            throw new SettingException(name, "names a directory that can't be made or written");
        }
    }

    /** Refuses a directory that is not there, for who only reads. */
    public void requireThere() {
        if (bucket == null && !Files.isDirectory(Path.of(text))) {
            throw new SettingException(name, "names a directory that is not there");
        }
    }

    /**
     * Compares places.
     *
     * @param other another one, or null
     * @return whether that is the same place
     */
    public boolean isAt(@Nullable TargetSetting other) {
        return other != null && text.equals(other.text);
    }
}
