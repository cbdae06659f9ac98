package dev.parley.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisConnectionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void anAnswerThatWasMissedIsAskedForAgain() {
        CompletableFuture<String> opening = Waiting.begun(
                () -> attempts.incrementAndGet() == 3 ? CompletableFuture.completedFuture("open") : missed());
        assertThat(opening).isCompletedWithValue("open");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void andIsGivenUpInTheEnd() {
        CompletableFuture<String> opening = Waiting.begun(() -> {
            attempts.incrementAndGet();
            return missed();
        });
        assertThat(opening).isCompletedExceptionally();
        assertThat(attempts).hasValue(4);
    }

    @Test
    void anyOtherFailureIsTheAnswer() {
        CompletableFuture<String> opening = Waiting.begun(() -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("Cannot connect, Event executor group is terminated.");
        });
        assertThat(opening).isCompletedExceptionally();
        assertThat(attempts).hasValue(1);
    }

    private static CompletableFuture<String> missed() {
        return CompletableFuture.failedFuture(new CompletionException(RedisConnectionException.create(
                "Unable to connect", new IllegalStateException("RedisHandshakeHandler not registered"))));
    }
}
