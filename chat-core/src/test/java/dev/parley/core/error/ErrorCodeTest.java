package dev.parley.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

    /** Programs compare these: one may be added, none may change or go. */
    private static final List<String> PUBLISHED = List.of(
            "text_too_long",
            "text_malformed",
            "title_too_long",
            "title_malformed",
            "idempotency_key_missing",
            "idempotency_key_too_long",
            "idempotency_key_malformed",
            "conversation_id_malformed",
            "message_id_malformed",
            "user_id_malformed",
            "tenant_id_malformed",
            "login_malformed",
            "name_malformed",
            "limit_out_of_range",
            "seq_out_of_range",
            "revision_out_of_range",
            "page_ambiguous",
            "cursor_malformed",
            "query_malformed",
            "participants_too_many",
            "role_unknown",
            "reply_to_unknown",
            "conversation_not_found",
            "message_not_found",
            "participant_not_found",
            "user_not_found",
            "denied",
            "owner_required",
            "author_required",
            "idempotency_conflict",
            "revision_conflict",
            "message_redacted",
            "participant_exists",
            "login_taken",
            "version_conflict",
            "rate_limited",
            "store_read_only",
            "store_overloaded",
            "store_unavailable",
            "outcome_unknown",
            "deadline_exceeded",
            "closed",
            "capability_missing",
            "configuration",
            "internal");

    @Test
    void idsAreStable() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::id)).containsAll(PUBLISHED);
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeSaysWhatToDo(ErrorCode code) {
        assertThat(code.advice()).endsWith(".").hasSizeBetween(10, 120);
    }
}
