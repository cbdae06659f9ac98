package dev.parley.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.TenantId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
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
        return take(buckets, number, LIMIT);
    }

    private boolean take(Buckets from, int number, RateLimit limit) {
        Bucket bucket = from.findOrMake(key(number), limit);
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

    /** Each key is whole after a second, in which a hundred come, and kept for longer only up to half of the room. */
    @Test
    void keysThatAreWholeAreForgottenWhileOthersCome() {
        int most = 0;
        for (int i = 0; i < 20_000; i++) {
            time.addAndGet(10_000_000);
            assertThat(take(i)).isTrue();
            most = Math.max(most, buckets.size());
        }
        assertThat(most).isLessThan(650);
        time.addAndGet(Duration.ofSeconds(1).toNanos() + Buckets.GRACE);
        assertThat(buckets.sweep(10_000)).isFalse();
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

    @Test
    void whatIsWholeIsKeptForAWhileIfThereIsRoom() {
        take(1);
        Bucket bucket = buckets.find(key(1));
        time.addAndGet(Duration.ofSeconds(1).toNanos() + Buckets.GRACE - 1);
        buckets.sweep(1_000);
        assertThat(take(1)).isTrue();
        assertThat(buckets.find(key(1))).isSameAs(bucket);
    }

    @Test
    void whatIsWholeIsDroppedAtOnceWhenHalfOfTheRoomIsTaken() {
        for (int i = 0; i <= ROOM / 2; i++) {
            take(i);
        }
        time.addAndGet(Duration.ofSeconds(1).toNanos());
        buckets.sweep(10_000);
        assertThat(buckets.size()).isZero();
    }

    @Test
    void everyKeyIsFoundHoweverManyThereAre() {
        Buckets many = new Buckets(100_000, clock);
        for (int i = 0; i < 100_000; i++) {
            assertThat(take(many, i, LIMIT)).isTrue();
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(many.glance(key(i))).isNotNull().isSameAs(many.find(key(i)));
        }
        assertThat(many.size()).isEqualTo(100_000);
        time.addAndGet(Duration.ofSeconds(1).toNanos());
        many.sweep(1_000_000);
        assertThat(many.size()).isLessThanOrEqualTo(50_000);
        time.addAndGet(Buckets.GRACE);
        assertThat(many.sweep(1_000_000)).isFalse();
        assertThat(many.find(key(1))).isNull();
    }

    /** Four threads that make the same keys while the table grows, each asking once: three of them get something. */
    @Test
    void noKeyIsThereTwiceWhileTheTableGrows() throws InterruptedException {
        RateLimit three = RateLimit.of(3, Duration.ofDays(1));
        Buckets many = new Buckets(100_000, clock);
        LongAdder taken = new LongAdder();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 50_000; i++) {
                    Bucket bucket = many.findOrMake(key(i), three);
                    if (bucket != null && bucket.take(bucket.allowance.interval, clock) >= 0) {
                        taken.increment();
                    }
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(taken.sum()).isEqualTo(150_000);
        assertThat(many.size()).isEqualTo(50_000);
    }

    /** "Aa" and "BB" have one hash code, and so have all words of them. */
    @Test
    void keysOfOneHashCodeAreForgottenToo() {
        for (int i = 0; i < 256; i++) {
            StringBuilder subject = new StringBuilder();
            for (int bit = 0; bit < 8; bit++) {
                subject.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            Bucket bucket = buckets.findOrMake(new LimitKey(TenantId.DEFAULT, "test", subject.toString()), LIMIT);
            assertThat(bucket).isNotNull();
            bucket.take(bucket.allowance.interval, clock);
        }
        assertThat(buckets.size()).isEqualTo(256);
        time.addAndGet(Duration.ofSeconds(1).toNanos() + Buckets.GRACE);
        for (int i = 0; i < 20; i++) {
            buckets.sweep(300);
        }
        assertThat(buckets.size()).isZero();
    }

    /** Limits change while the system runs: those of which no bucket is left make room for others. */
    @Test
    void limitsThatAreNotUsedAreForgotten() {
        for (int i = 1; i <= 1_000; i++) {
            RateLimit limit = RateLimit.of(i, Duration.ofSeconds(10));
            take(buckets, i, limit);
            Bucket bucket = buckets.find(key(i));
            assertThat(bucket).isNotNull();
            assertThat(bucket.allowance.shared).as("limit %s", i).isNotNull();
            time.addAndGet(Duration.ofSeconds(11).toNanos());
            buckets.sweep(10_000);
        }
    }

    /** A limit of which a bucket is left, or whose shared one is not whole, is not forgotten. */
    @Test
    void limitsThatAreUsedAreKept() {
        RateLimit used = RateLimit.of(1, Duration.ofDays(1));
        take(buckets, 0, used);
        for (int i = 1; i <= 200; i++) {
            take(buckets, i, RateLimit.of(i, Duration.ofSeconds(10)));
            time.addAndGet(Duration.ofSeconds(21).toNanos());
            buckets.sweep(10_000);
        }
        take(buckets, 300, used);
        Bucket first = buckets.find(key(0));
        Bucket later = buckets.find(key(300));
        assertThat(first).isNotNull();
        assertThat(later).isNotNull();
        assertThat(later.allowance).isSameAs(first.allowance);
    }

    @Test
    void aLimitIsKeptWhileItsSharedBucketIsNotWhole() {
        RateLimit used = RateLimit.of(1, Duration.ofDays(1));
        Buckets full = new Buckets(1, clock);
        take(full, 0, used);
        Bucket shared = full.findOrMake(key(1), used);
        assertThat(shared).isNotNull().isNotInstanceOf(Place.class);
        time.addAndGet(Duration.ofDays(1).toNanos() - 1);
        assertThat(shared.take(shared.allowance.interval, clock)).isPositive();
        time.addAndGet(1);
        for (int i = 1; i <= 200; i++) {
            take(full, i, RateLimit.of(i, Duration.ofSeconds(10)));
            time.addAndGet(Duration.ofSeconds(11).toNanos());
        }
        take(full, 0, LIMIT);
        assertThat(full.findOrMake(key(1), used)).isSameAs(shared);
    }

    /** Who still holds a bucket that was dropped is told, and takes from the one in its place. */
    @Test
    void aBucketThatWasDroppedGivesNothing() {
        take(1);
        Bucket bucket = buckets.findOrMake(key(1), LIMIT);
        time.addAndGet(Duration.ofSeconds(1).toNanos() + Buckets.GRACE);
        buckets.sweep(10);
        assertThat(bucket).isNotNull();
        assertThat(bucket.take(bucket.allowance.interval, clock)).isEqualTo(Bucket.GONE);
        assertThat(bucket.giveBack(1, clock)).isFalse();
        assertThat(bucket.force(1, clock)).isFalse();
        assertThat(bucket.fill(clock)).isFalse();
        assertThat(buckets.findOrMake(key(1), LIMIT)).isNotSameAs(bucket);
    }
}
