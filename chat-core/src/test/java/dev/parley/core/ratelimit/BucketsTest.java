package dev.parley.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.TenantId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final RateLimit LIMIT = RateLimit.of(10, Duration.ofSeconds(10));
    private static final int ROOM = 1_000;

    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final TickClock clock = TickClock.of(time::get);
    private final Buckets buckets = new Buckets(ROOM, clock);

    private static LimitKey key(int number) {
        return new LimitKey(TenantId.DEFAULT, "test", "user" + number);
    }

    private boolean take(int number) {
        Bucket bucket = buckets.findOrMake(key(number), LIMIT);
        return bucket != null && bucket.take(bucket.allowance.interval, clock) >= 0;
    }

    @Test
    void aMillionKeysTakeNoMoreRoomThanThereIs() {
        int most = 0;
        for (int i = 0; i < 1_000_000; i++) {
            time.addAndGet(500_000);
            take(i);
            most = Math.max(most, buckets.size());
        }
        assertThat(most).isEqualTo(ROOM);
    }

    /** Each key is whole after a second, in which a hundred come: not many more are ever kept. */
    @Test
    void keysThatAreWholeAreForgottenWhileOthersCome() {
        int most = 0;
        for (int i = 0; i < 20_000; i++) {
            time.addAndGet(10_000_000);
            assertThat(take(i)).isTrue();
            most = Math.max(most, buckets.size());
        }
        assertThat(most).isLessThan(300);
        time.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(buckets.sweep(2 * most)).isFalse();
        assertThat(buckets.size()).isZero();
    }

    @Test
    void keysThatAreNotWholeAreKept() {
        for (int i = 0; i < 100; i++) {
            assertThat(take(i)).isTrue();
        }
        time.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
        buckets.sweep(1_000);
        assertThat(buckets.size()).isEqualTo(100);
    }

    /** Who still holds a bucket that was dropped is told, and takes from the one in its place. */
    @Test
    void aBucketThatWasDroppedGivesNothing() {
        take(1);
        Bucket bucket = buckets.findOrMake(key(1), LIMIT);
        time.addAndGet(Duration.ofSeconds(1).toNanos());
        buckets.sweep(10);
        assertThat(bucket).isNotNull();
        assertThat(bucket.take(bucket.allowance.interval, clock)).isEqualTo(Bucket.GONE);
        assertThat(bucket.giveBack(1, clock)).isFalse();
        assertThat(bucket.force(1, clock)).isFalse();
        assertThat(bucket.fill(clock)).isFalse();
        assertThat(buckets.findOrMake(key(1), LIMIT)).isNotSameAs(bucket);
    }
}
