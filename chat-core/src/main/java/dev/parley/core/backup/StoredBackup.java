package dev.parley.core.backup;

import org.jspecify.annotations.Nullable;

/**
 * A backup as a target has it.
 *
 * @param id its name, and when it was begun
 * @param state how far it came
 * @param bytes its size
 * @param verification the latest one that it passed, or null
 */
public record StoredBackup(
        BackupId id, State state, long bytes, @Nullable Verification verification) {

    /** How far a backup came. */
    public enum State {
        /** All that was asked for is in it, and the target has all of it. */
        COMPLETE,
        /** It can be read, but a source that was asked for is not in it, or not whole. */
        PARTIAL,
        /** It is being written, or writing it was broken off. */
        FAILED
    }

    /** {@return whether it is complete and was verified} */
    public boolean verified() {
        return state == State.COMPLETE && verification != null;
    }
}
