package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.store.AppendResult;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.Concurrently;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches that are written and wait for the disk, while the next ones are made. */
class LineOverlapTest {

    private static final Settlement DONE = new Settlement.Answered(new AppendResult.NotFound());

    private final Waiters waiters = new Waiters();
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final CountDownLatch disk = new CountDownLatch(1);
    private final Line line = new Line(this::commit, 300);

    @AfterEach
    void letAllGo() {
        disk.countDown();
        waiters.close();
    }

    private void commit(Line.Batch batch) {
        batch.seal();
        batches.add(batch.members().stream()
                .map(member -> member.draft().key().value())
                .toList());
        batch.handOn();
        try {
            disk.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        batch.members().forEach(member -> member.settle(DONE));
    }

    private static ConversationId conversation(int number) {
        return new ConversationId(new UUID(0, number));
    }

    private static Pending pending(String key, int conversation) {
        return new Pending(
                Room.ALICE, conversation(conversation), Draft.of(key, "text"), Deadline.after(Duration.ofMinutes(1)));
    }

    private Waiters.Waiter pass(String key, int conversation) {
        return waiters.start(() -> line.pass(pending(key, conversation)));
    }

    @Test
    void othersGoOnWhileABatchWaitsForTheDisk() {
        Waiters.Waiter first = pass("a", 1);
        waiters.awaitBlocked(1);
        Waiters.Waiter second = pass("b", 2);
        waiters.awaitBlocked(2);
        assertThat(batches).containsExactly(List.of("a"), List.of("b"));
        disk.countDown();
        assertThat(first.get()).isEqualTo(DONE);
        assertThat(second.get()).isEqualTo(DONE);
    }

    @Test
    void aConversationIsInOneBatchAtATime() {
        List<Waiters.Waiter> all = new CopyOnWriteArrayList<>(List.of(pass("a1", 1)));
        waiters.awaitBlocked(1);
        all.add(pass("a2", 1));
        waiters.awaitInLine(1);
        all.add(pass("a3", 1));
        waiters.awaitInLine(2);
        all.add(pass("b1", 2));
        waiters.awaitBlocked(2);
        assertThat(batches).containsExactly(List.of("a1"), List.of("b1"));
        disk.countDown();
        all.forEach(waiter -> assertThat(waiter.get()).isEqualTo(DONE));
        assertThat(batches).containsExactly(List.of("a1"), List.of("b1"), List.of("a2", "a3"));
    }

    @Test
    void aSlowDiskHoldsSoManyBatchesAndNoMore() {
        List<Waiters.Waiter> all = new CopyOnWriteArrayList<>();
        for (int i = 1; i <= Line.MOST_WRITTEN; i++) {
            all.add(pass("k" + i, i));
            waiters.awaitBlocked(i);
        }
        all.add(pass("later", 100));
        waiters.awaitInLine(1);
        all.add(pass("last", 101));
        waiters.awaitInLine(2);
        disk.countDown();
        all.forEach(waiter -> assertThat(waiter.get()).isEqualTo(DONE));
        assertThat(batches).hasSizeGreaterThan(Line.MOST_WRITTEN);
        assertThat(batches.get(Line.MOST_WRITTEN)).startsWith("later");
    }

    @Test
    void aBatchThatBreaksDownAfterItWasWrittenFreesItsConversations() {
        AtomicInteger led = new AtomicInteger();
        Line broken = new Line(
                batch -> {
                    batch.handOn();
                    if (led.incrementAndGet() == 1) {
                        throw new StackOverflowError();
                    }
                    batch.members().forEach(member -> member.settle(DONE));
                },
                300);
        assertThatThrownBy(() -> broken.pass(pending("a", 1))).isInstanceOf(StackOverflowError.class);
        for (int i = 0; i <= Line.MOST_WRITTEN; i++) {
            assertThat(broken.pass(pending("b" + i, 1))).isEqualTo(DONE);
        }
    }

    /** Batches run side by side, of which no two have a conversation in common, and each draft is in one of them. */
    @Test
    void eachDraftIsInOneBatchAndNoConversationInTwoAtOnce() {
        int conversations = 5;
        List<AtomicInteger> atWork = IntStream.range(0, conversations)
                .mapToObj(i -> new AtomicInteger())
                .toList();
        Set<String> written = ConcurrentHashMap.newKeySet();
        Line busy = new Line(
                batch -> {
                    Set<Integer> own = ConcurrentHashMap.newKeySet();
                    batch.members()
                            .forEach(member ->
                                    own.add((int) member.conversation().value().getLeastSignificantBits()));
                    own.forEach(number ->
                            assertThat(atWork.get(number).incrementAndGet()).isEqualTo(1));
                    batch.seal();
                    batch.handOn();
                    batch.members().forEach(member -> {
                        assertThat(written.add(member.draft().key().value())).isTrue();
                        member.settle(DONE);
                    });
                    own.forEach(number -> atWork.get(number).decrementAndGet());
                },
                300);
        int threads = 16;
        int each = 500;
        Concurrently.run(threads, number -> {
            for (int i = 0; i < each; i++) {
                assertThat(busy.pass(pending(number + "-" + i, (number + i) % conversations)))
                        .isEqualTo(DONE);
            }
            return number;
        });
        assertThat(written).hasSize(threads * each);
    }
}
