package dev.parley.core.backup;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Where a backup is restored to. Nothing of it is seen until it is activated. For one thread. The steps come in this order:
 * {@link #begin}, {@link #load} for each part in the order of the archive, {@link #check}, {@link #erase},
 * {@link #activate}, {@link #close}; any may be the last before the close.
 */
public interface RestorePlace extends AutoCloseable {

    /**
     * Begins.
     *
     * @param info what will come
     * @throws dev.parley.core.error.ChatException {@code BACKUP_UNREADABLE} if its format is not known here
     */
    void begin(SnapshotInfo info);

    /**
     * Takes a part.
     *
     * @param name its name, of the form that {@link PartSink#part} demands
     * @param content to be read to its end, and closed by whom it came from
     * @return how many records were read
     * @throws IOException if the content can't be read
     * @throws dev.parley.core.error.ChatException {@code BACKUP_UNREADABLE} if it is not a part that this place knows
     */
    long load(String name, InputStream content) throws IOException;

    /**
     * Looks whether what was loaded is whole: numbers without gaps, and nothing that refers to what is not there.
     *
     * @return what is wrong, each with the place, without any text of a message; empty if nothing is; at most 100
     */
    List<String> check();

    /**
     * Erases users, as {@link dev.parley.core.store.PersonalData#erase} does, and everything else that is kept of them.
     *
     * @param erased whom; asked for every user id that is found
     * @return how many users were erased
     */
    int erase(BiPredicate<TenantId, UserId> erased);

    /**
     * Makes what was restored the present.
     *
     * @throws dev.parley.core.error.ChatException {@code RESTORE_NOT_EMPTY} if somebody has written there meanwhile
     * @throws IllegalStateException if this is a scratch place
     */
    void activate();

    /** Removes what was not activated. */
    @Override
    void close();
}
