package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.store.AppendResult;

/** What came of a draft in a batch. */
sealed interface Settlement {

    /** It has its answer, and what the answer says is durable. */
    record Answered(AppendResult result) implements Settlement {}

    /** It failed, or the batch that it was in. */
    record Failed(ChatException failure) implements Settlement {}

    /** Nothing was written; it is to be tried again in such a line. */
    record Again(Way way) implements Settlement {}

    /** With whom a draft shares a transaction. */
    enum Way {
        /** With the other drafts of its tenant; conversations that somebody else has locked are passed over. */
        TENANT,
        /** With the other drafts of its conversation, whose lock the transaction waits for. */
        CONVERSATION,
        /** With none. */
        ALONE;

        /** {@return the narrower one, to find out whose fault it was} */
        Way narrower() {
            return this == TENANT ? CONVERSATION : ALONE;
        }
    }
}
