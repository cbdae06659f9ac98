package dev.parley.core.store;

import dev.parley.core.auth.Principal;
import dev.parley.core.time.Deadline;
import java.util.function.Consumer;

/**
 * The personal-data facet of a store: access, portability and erasure (GDPR Art. 15, 20 and 17). An optional capability.
 * Thread-safe.
 *
 * <p>Rules, checked by {@code PersonalDataContract}:
 *
 * <ul>
 *   <li>PD-1 An export gives every membership, message, edit and title of the user, in the user's own tenant, left
 *       conversations included, and nothing of anybody else.
 *   <li>PD-2 An export is ordered by conversation, and within it by type (membership, titles, messages, edits) and seq.
 *   <li>PD-3 Erasing wipes the texts of all the user's messages and edits, in the messages and in the entries, also where
 *       the user is no longer a participant, as do all rules below.
 *   <li>PD-4 Erasing wipes the titles that the user gave, current or in the log; titles by others stay.
 *   <li>PD-5 Erasing wipes keys and hashes of the user's idempotency records, and the hashes of creations.
 *   <li>PD-6 Erasing wipes the texts of bots, and the hashes of their bodies, that were posted while the conversation was
 *       direct and the user one of the two; everything else that others said stays.
 *   <li>PD-7 The author becomes a pseudonym, the same in every place, which nobody can turn back; the erased id is in no
 *       entry, message or list of participants any more.
 *   <li>PD-8 The log stays dense, and nothing is renumbered. Where the user took part, one entry tells that the pseudonym
 *       left, and ownership passes on as when leaving.
 *   <li>PD-9 The report lists every place of {@link ErasureReport}, with what was not wiped before; erasing again finds
 *       nothing and writes nothing.
 *   <li>PD-10 The same user id in another tenant is not touched.
 *   <li>PD-11 Erasing is all or nothing.
 * </ul>
 *
 * <p>As long as a conversation that the user takes or took part in is under {@linkplain HistoryRetention legal hold}, erasing
 * is refused as a whole, and nothing is wiped: the operator decides which duty comes first (GDPR Art. 17(3)(b) and (e)),
 * releases the hold, and asks again. So what is on a list of erasures was erased everywhere, and applying the list to a
 * restored backup is right whatever was held when the backup was made.
 */
public interface PersonalData {

    /**
     * Gives out everything that the store holds about a user.
     *
     * @param principal the user
     * @param sink takes each record, in the calling thread; what it throws ends the export
     * @param deadline by when to be done
     */
    void export(Principal principal, Consumer<PersonalRecord> sink, Deadline deadline);

    /**
     * Erases a user.
     *
     * @param principal the user
     * @param deadline by when to be done
     * @return what was wiped where
     * @throws dev.parley.core.error.ChatException {@code legal_hold}, if a conversation of the user is held
     */
    ErasureReport erase(Principal principal, Deadline deadline);
}
