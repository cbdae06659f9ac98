package dev.parley.store.jdbc.physical;

import java.time.Duration;
import java.util.List;

/** What a physical backup came to. */
public sealed interface PhysicalResult {

    /**
     * The tool says that the backup was made, and has left what shows it.
     *
     * @param run the backup
     */
    record Done(PhysicalRun run) implements PhysicalResult {}

    /**
     * No tool that is set up is installed; nothing was started.
     *
     * @param lookedFor the names of the tools; empty if none is set up
     */
    record NotInstalled(List<String> lookedFor) implements PhysicalResult {

        /**
         * Copies the list.
         *
         * @param lookedFor as in the record
         */
        public NotInstalled {
            lookedFor = List.copyOf(lookedFor);
        }
    }

    /**
     * The tool failed, or did not leave what shows that it made a backup.
     *
     * @param run the attempt
     * @param exitCode what it ended with; -1 if it could not be started
     * @param output the end of what it said, at most 4,000 characters, without the password
     */
    record Failed(PhysicalRun run, int exitCode, String output) implements PhysicalResult {}

    /**
     * The tool took too long and was ended.
     *
     * @param run the attempt
     * @param after how long it was waited for
     * @param output as in {@link Failed}
     */
    record TimedOut(PhysicalRun run, Duration after, String output) implements PhysicalResult {}
}
