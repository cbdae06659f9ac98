package dev.parley.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MainLinkTest {

    private static final RedisConfig CONFIG = RedisConfig.of("redis://127.0.0.1:1");

    /** A client that can't even begin, as one of a cluster that knows no nodes yet, or that the host has closed. */
    private static final class Broken implements Endpoint {

        private int tried;

        @Override
        public boolean clustered() {
            return false;
        }

        @Override
        public CompletableFuture<Link> connect() {
            tried++;
            throw new IllegalStateException("planted");
        }

        @Override
        public CompletableFuture<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub() {
            throw new IllegalStateException("planted");
        }

        @Override
        public void close() {}
    }

    @Test
    void whatCannotBeBegunIsAFailureLikeAnyOther() {
        assertThatThrownBy(() -> new MainLink(new Broken(), CONFIG).close())
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void howeverOftenItFailsItIsTriedAgain() {
        Broken endpoint = new Broken();
        try (MainLink link = new MainLink(endpoint, CONFIG.withStartWhileAway())) {
            for (int i = 0; i < 10; i++) {
                assertThat(link.answers()).isFalse();
            }
            assertThat(endpoint.tried).isEqualTo(11);
        }
    }
}
