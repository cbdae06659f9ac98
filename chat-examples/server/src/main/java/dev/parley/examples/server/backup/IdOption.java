package dev.parley.examples.server.backup;

import dev.parley.core.backup.BackupId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which backup. */
final class IdOption {

    @Option(
            names = "--id",
            paramLabel = "ID",
            converter = Converter.class,
            description = "Which backup; the newest complete one by default.")
    @Nullable
    BackupId id;

    /** Reads an id. */
    static final class Converter implements ITypeConverter<BackupId> {

        @Override
        public BackupId convert(String value) {
            try {
                return new BackupId(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("a backup id is like 20260314T150926Z-9f86d081");
            }
        }
    }
}
