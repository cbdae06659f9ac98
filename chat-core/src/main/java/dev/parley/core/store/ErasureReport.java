package dev.parley.core.store;

import dev.parley.core.message.UserId;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every place that an erasure has to reach, with how many things were wiped there. A place where there was nothing to
 * wipe is listed with 0. Immutable.
 *
 * @param pseudonym the user id that stands where the erased one stood
 * @param wiped the count by place
 */
public record ErasureReport(UserId pseudonym, Map<String, Long> wiped) {

    /** Texts of messages that the user posted, the current ones and those as posted. */
    public static final String MESSAGES = "messages";

    /** Texts of edits. */
    public static final String EDITS = "edits";

    /** Titles, current or in the log, that the user gave. */
    public static final String TITLES = "titles";

    /** Keys and body hashes of the user's idempotency records. */
    public static final String IDEMPOTENCY_RECORDS = "idempotency_records";

    /** Texts of bots in the user's direct conversations. */
    public static final String BOT_MESSAGES = "bot_messages";

    /** Memberships, with their read markers. */
    public static final String MEMBERSHIPS = "memberships";

    /** Other entries of the log that named the user and now name the pseudonym. */
    public static final String MENTIONS = "mentions";

    /**
     * Copies the map, ordered by place.
     *
     * @param pseudonym as in the record
     * @param wiped as in the record
     */
    public ErasureReport {
        wiped = Collections.unmodifiableMap(new TreeMap<>(wiped));
    }
}
