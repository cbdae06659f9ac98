package dev.parley.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import io.lettuce.core.RedisCommandExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    private static ChatException failure(String answer) {
        return Failures.answered(new RedisCommandExecutionException(answer));
    }

    /** The first three of each code are of Redis 7, the others of Redis 6.2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STORE_UNAVAILABLE | OOM | OOM command not allowed when used memory > 'maxmemory'. script: 6a, on @user_script:4.",
                "STORE_UNAVAILABLE | LOADING | LOADING Redis is loading the dataset in memory",
                "STORE_UNAVAILABLE | READONLY | READONLY You can't write against a read only replica.",
                "STORE_UNAVAILABLE | OOM | ERR Error running script (call to f_6a): @user_script:4: @user_script: 4:"
                        + " -OOM command not allowed when used memory > 'maxmemory'.",
                "STORE_UNAVAILABLE | READONLY | ERR Error running script (call to f_6a): @user_script:4:"
                        + " -READONLY You can't write against a read only replica.",
                "CONFIGURATION | NOPERM | NOPERM this user has no permissions to run the 'set' command",
                "CONFIGURATION | NOPERM | ERR The user executing the script can't run this command or subcommand"
                        + " script: 6a, on @user_script:1.",
                "CONFIGURATION | NOPERM | ERR Error running script (call to f_6a): @user_script:4: @user_script: 4:"
                        + " The user executing the script can't run this command or subcommand",
                "INTERNAL | WRONGTYPE | WRONGTYPE Operation against a key holding the wrong kind of value",
                "INTERNAL | ERR | ERR Error running script (call to f_6a): @user_script:4: @user_script: 4: attempt to index nil",
            })
    void whatRedisAnswersHasACodeByItsWord(ErrorCode code, String word, String answer) {
        assertThat(failure(answer).code()).isEqualTo(code);
        assertThat(failure(answer)).hasMessageContaining(": " + word + ".");
    }

    /** It quotes what it was sent: keys, and what is in them. */
    @Test
    void anUnknownCommandIsNotQuoted() {
        ChatException failure = failure("ERR unknown command 'EVALSHA', with args beginning with: '6a' '1' 'canary' ");
        assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(failure).hasNoCause().hasMessageNotContaining("canary");
    }
}
