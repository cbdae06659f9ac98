package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The line by itself, before something that only keeps what it is given. */
class LineTest {

    private static final Settlement DONE = new Settlement.Answered(new AppendResult.NotFound());
    private static final ConversationId CONVERSATION = new ConversationId(UUID.randomUUID());

    private final Waiters waiters = new Waiters();
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final Gate beforeSeal = new Gate();
    private final Gate afterSeal = new Gate();
    private final Line line = new Line(this::commit, 300);

    /** Lets nobody through while it is shut. */
    private static final class Gate {
        private volatile CountDownLatch open = new CountDownLatch(0);

        void shut() {
            open = new CountDownLatch(1);
        }

        void pass() {
            while (true) {
                try {
                    open.await();
                    return;
                } catch (InterruptedException e) {
                    // As a driver that waits for its server.
                }
            }
        }
    }

    @AfterEach
    void letAllGo() {
        beforeSeal.open.countDown();
        afterSeal.open.countDown();
        waiters.close();
    }

    private void commit(Line.Batch batch) {
        beforeSeal.pass();
        batch.seal();
        List<Pending> written = batch.members().stream()
                .filter(member -> member.state() != Pending.State.WITHDRAWN)
                .toList();
        batches.add(written.stream().map(member -> member.draft().key().value()).toList());
        if (written.size() > 1) {
            afterSeal.pass();
        }
        written.forEach(member -> member.settle(DONE));
    }

    private static Pending pending(String key, Duration time) {
        return new Pending(Room.ALICE, CONVERSATION, Draft.of(key, "text"), Deadline.after(time));
    }

    private Waiters.Waiter pass(String key, Duration time) {
        return waiters.start(() -> line.pass(pending(key, time)));
    }

    private Waiters.Waiter pass(String key) {
        return pass(key, Duration.ofMinutes(1));
    }

    /** One that is at work, and so many that wait for it, in their order. */
    private List<Waiters.Waiter> leaderAnd(int followers) {
        beforeSeal.shut();
        List<Waiters.Waiter> all = new CopyOnWriteArrayList<>(List.of(pass("leader")));
        waiters.awaitBlocked(1);
        IntStream.range(0, followers).forEach(i -> {
            all.add(pass("k" + i));
            waiters.awaitInLine(i + 1);
        });
        return all;
    }

    private static void assertCode(Waiters.Waiter waiter, ErrorCode code) {
        assertThatThrownBy(() -> {
                    if (waiter.get() instanceof Settlement.Failed failed) {
                        throw failed.failure();
                    }
                })
                .asInstanceOf(type(ChatException.class))
                .extracting(ChatException::code)
                .isEqualTo(code);
    }

    @Test
    void aLoneDraftIsCommittedByItsOwnThreadAtOnce() {
        AtomicBoolean own = new AtomicBoolean();
        Thread here = Thread.currentThread();
        Line lone = new Line(
                batch -> {
                    own.set(Thread.currentThread() == here);
                    batch.members().forEach(member -> member.settle(DONE));
                },
                300);
        assertThat(lone.pass(pending("k", Duration.ofMinutes(1)))).isEqualTo(DONE);
        assertThat(own).isTrue();
    }

    @Test
    void whatCameMeanwhileGoesTogetherInItsOrder() {
        List<Waiters.Waiter> all = leaderAnd(5);
        beforeSeal.open.countDown();
        all.forEach(waiter -> assertThat(waiter.get()).isEqualTo(DONE));
        assertThat(batches).containsExactly(List.of("leader"), List.of("k0", "k1", "k2", "k3", "k4"));
    }

    @Test
    void aBatchHasABound() {
        List<Waiters.Waiter> all = leaderAnd(Line.LARGEST + 3);
        beforeSeal.open.countDown();
        all.forEach(waiter -> assertThat(waiter.get()).isEqualTo(DONE));
        assertThat(batches).extracting(List::size).containsExactly(1, Line.LARGEST, 3);
    }

    @Test
    void aLineHasABound() {
        beforeSeal.shut();
        Line small = new Line(this::commit, 1);
        waiters.start(() -> small.pass(pending("leader", Duration.ofMinutes(1))));
        waiters.awaitBlocked(1);
        waiters.start(() -> small.pass(pending("waits", Duration.ofMinutes(1))));
        waiters.awaitInLine(1);
        assertCode(
                waiters.start(() -> small.pass(pending("too many", Duration.ofMinutes(1)))),
                ErrorCode.STORE_OVERLOADED);
    }

    @Test
    void whoseTimeIsOverLeavesTheQueue() {
        List<Waiters.Waiter> all = leaderAnd(1);
        assertCode(pass("late", Duration.ofMillis(20)), ErrorCode.DEADLINE_EXCEEDED);
        beforeSeal.open.countDown();
        all.forEach(waiter -> assertThat(waiter.get()).isEqualTo(DONE));
        assertThat(batches).containsExactly(List.of("leader"), List.of("k0"));
    }

    /** By an interrupt, which does what the end of the time does. */
    @Test
    void whoLeavesABatchThatHasNotBegunToWriteIsNotWritten() {
        List<Waiters.Waiter> all = leaderAnd(1);
        Waiters.Waiter late = pass("late");
        waiters.awaitInLine(2);
        CountDownLatch leaders = beforeSeal.open;
        beforeSeal.shut();
        leaders.countDown();
        all.get(0).get();
        waiters.awaitBlocked(1);
        late.interrupt();
        assertCode(late, ErrorCode.STORE_UNAVAILABLE);
        beforeSeal.open.countDown();
        assertThat(all.get(1).get()).isEqualTo(DONE);
        assertThat(batches).containsExactly(List.of("leader"), List.of("k0"));
    }

    @Test
    void whoLeavesABatchThatWritesDoesNotKnowTheOutcome() {
        List<Waiters.Waiter> all = leaderAnd(2);
        afterSeal.shut();
        beforeSeal.open.countDown();
        assertThat(all.get(0).get()).isEqualTo(DONE);
        waiters.awaitBlocked(1);
        all.get(2).interrupt();
        assertCode(all.get(2), ErrorCode.OUTCOME_UNKNOWN);
        afterSeal.open.countDown();
        assertThat(all.get(1).get()).isEqualTo(DONE);
        assertThat(batches).containsExactly(List.of("leader"), List.of("k0", "k1"));
    }

    @Test
    void whoIsInterruptedLeavesAndKeepsTheFlag() {
        List<Waiters.Waiter> all = leaderAnd(2);
        all.get(1).interrupt();
        assertCode(all.get(1), ErrorCode.STORE_UNAVAILABLE);
        assertThat(all.get(1).keptItsFlag()).isTrue();
        beforeSeal.open.countDown();
        assertThat(all.get(2).get()).isEqualTo(DONE);
        assertThat(batches).containsExactly(List.of("leader"), List.of("k1"));
    }

    @Test
    void closingLetsAllGoThatWait() {
        List<Waiters.Waiter> all = leaderAnd(2);
        line.close();
        assertCode(all.get(1), ErrorCode.CLOSED);
        assertCode(all.get(2), ErrorCode.CLOSED);
        assertCode(pass("later"), ErrorCode.CLOSED);
        beforeSeal.open.countDown();
        assertThat(all.get(0).get()).isEqualTo(DONE);
    }

    @Test
    void aLeaderThatBreaksDownLeavesNobodyBehind() {
        AtomicInteger led = new AtomicInteger();
        Line broken = new Line(
                batch -> {
                    beforeSeal.pass();
                    if (led.incrementAndGet() == 2) {
                        throw new StackOverflowError();
                    }
                    batch.members().forEach(member -> member.settle(DONE));
                },
                300);
        beforeSeal.shut();
        Waiters.Waiter first = waiters.start(() -> broken.pass(pending("a", Duration.ofMinutes(1))));
        waiters.awaitBlocked(1);
        Waiters.Waiter second = waiters.start(() -> broken.pass(pending("b", Duration.ofMinutes(1))));
        waiters.awaitInLine(1);
        Waiters.Waiter third = waiters.start(() -> broken.pass(pending("c", Duration.ofMinutes(1))));
        waiters.awaitInLine(2);
        beforeSeal.open.countDown();
        assertThat(first.get()).isEqualTo(DONE);
        assertThatThrownBy(second::get).isInstanceOf(StackOverflowError.class);
        assertCode(third, ErrorCode.OUTCOME_UNKNOWN);
        assertThat(broken.pass(pending("d", Duration.ofMinutes(1)))).isEqualTo(DONE);
    }

    /** Whoever is told that it was done was in one batch, who left in time in none, and batches never run side by side. */
    @Test
    void eachDraftIsWrittenOnceOrNotAtAll() {
        Set<String> written = ConcurrentHashMap.newKeySet();
        Set<String> told = ConcurrentHashMap.newKeySet();
        Set<String> left = ConcurrentHashMap.newKeySet();
        AtomicInteger atWork = new AtomicInteger();
        Line busy = new Line(
                batch -> {
                    assertThat(atWork.incrementAndGet()).isEqualTo(1);
                    batch.seal();
                    batch.members().stream()
                            .filter(member -> member.state() != Pending.State.WITHDRAWN)
                            .forEach(member -> {
                                assertThat(written.add(member.draft().key().value()))
                                        .isTrue();
                                member.settle(DONE);
                            });
                    atWork.decrementAndGet();
                },
                300);
        int threads = 16;
        int each = 500;
        Concurrently.run(threads, number -> {
            for (int i = 0; i < each; i++) {
                String key = number + "-" + i;
                boolean hurried = i % 7 == 0;
                Duration time =
                        hurried ? Duration.ofNanos(ThreadLocalRandom.current().nextInt(50_000)) : Duration.ofMinutes(1);
                try {
                    busy.pass(pending(key, time));
                    told.add(key);
                } catch (ChatException e) {
                    assertThat(hurried).isTrue();
                    if (e.code() == ErrorCode.DEADLINE_EXCEEDED) {
                        left.add(key);
                    } else {
                        assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
                    }
                }
            }
            return number;
        });
        assertThat(told).hasSizeGreaterThan(threads * each * 6 / 7 - 1);
        assertThat(written).containsAll(told).doesNotContainAnyElementsOf(left.isEmpty() ? Set.of("none") : left);
    }
}
