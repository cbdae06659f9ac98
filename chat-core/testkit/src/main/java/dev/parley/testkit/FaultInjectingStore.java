package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.ErasureReport;
import dev.parley.core.store.HistoryRetention;
import dev.parley.core.store.PersonalData;
import dev.parley.core.store.PersonalRecord;
import dev.parley.core.store.ReadOnlyMode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that fails as it is told to, around a real one. Thread-safe. Each fault hits one call, in the order in which the
 * faults were added; calls after that pass. What users call, what the feed reads, and what is done for turns have faults of
 * their own, for an engine reads the feed and looks for turns by itself at times that a test does not know.
 */
public final class FaultInjectingStore implements ChatStore {

    private static final Duration RETRY_AFTER = Duration.ofMillis(10);

    private final ChatStore delegate;
    private final ChatLog log;
    private final ChatFeed feed;
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Queue<Fault> feedFaults = new ConcurrentLinkedQueue<>();
    private final Queue<Fault> turnFaults = new ConcurrentLinkedQueue<>();
    private volatile boolean cutOff;

    /** What happens to a call. */
    public sealed interface Fault {

        /** The store is away: nothing is written, and the call fails with {@code store_unavailable}. */
        record BeforeCommit() implements Fault {}

        /** The connection is lost before the commit arrives: nothing is written, {@code outcome_unknown}. */
        record AmbiguousNotWritten() implements Fault {}

        /** The connection is lost after the commit arrived: it is written, {@code outcome_unknown}. */
        record AmbiguousWritten() implements Fault {}

        /**
         * The store is slow: the call takes longer, or fails with {@code deadline_exceeded} when its time is over before.
         *
         * @param delay how much longer
         */
        record Slow(Duration delay) implements Fault {}

        /**
         * The store takes no writes: an append is refused, every other call passes.
         *
         * @param reason {@link ErrorCode#STORE_READ_ONLY} or {@link ErrorCode#STORE_OVERLOADED}
         */
        record Refuse(ErrorCode reason) implements Fault {}

        /** The adapter has a defect: it throws something that is not a {@link ChatException}. */
        record Defect() implements Fault {}
    }

    /**
     * Wraps a store.
     *
     * @param delegate the store that does the work; closed with this one
     */
    public FaultInjectingStore(ChatStore delegate) {
        this.delegate = delegate;
        this.log = new FaultyLog(delegate.log());
        this.feed = new FaultyFeed(delegate.feed());
    }

    /**
     * Adds faults for the next calls of the log and of the personal data.
     *
     * @param next one for each call, in order
     */
    public void failNext(Fault... next) {
        faults.addAll(List.of(next));
    }

    /**
     * Adds faults for the next calls of the feed.
     *
     * @param next one for each call, in order
     */
    public void failNextOfFeed(Fault... next) {
        feedFaults.addAll(List.of(next));
    }

    /**
     * Adds faults for the next calls of the turns.
     *
     * @param next one for each call, in order
     */
    public void failNextOfTurns(Fault... next) {
        turnFaults.addAll(List.of(next));
    }

    /** Has every call fail from now on, as if the store could not be reached any more, until it is {@link #restore}d. */
    public void cutOff() {
        cutOff = true;
    }

    /** Ends what {@link #cutOff} began. */
    public void restore() {
        cutOff = false;
    }

    @Override
    public ChatLog log() {
        return log;
    }

    @Override
    public ChatFeed feed() {
        return feed;
    }

    @Override
    public Optional<ChatTurns> turns() {
        return delegate.turns().map(FaultyTurns::new);
    }

    @Override
    public Optional<PersonalData> personalData() {
        return delegate.personalData().map(FaultyData::new);
    }

    @Override
    public Optional<HistoryRetention> historyRetention() {
        return delegate.historyRetention();
    }

    @Override
    public Optional<ReadOnlyMode> readOnlyMode() {
        return delegate.readOnlyMode();
    }

    @Override
    public void ping(Deadline deadline) {
        delegate.ping(deadline);
    }

    @Override
    public void close() {
        delegate.close();
    }

    /** Takes the next fault before each call. */
    private final class FaultyLog extends ForwardingChatLog {

        FaultyLog(ChatLog delegate) {
            super(delegate);
        }

        @Override
        public AppendResult append(Principal principal, ConversationId conversation, Draft draft, Deadline deadline) {
            if (faults.peek() instanceof Fault.Refuse refuse) {
                faults.remove(refuse);
                return new AppendResult.Refused(refuse.reason(), RETRY_AFTER);
            }
            return super.append(principal, conversation, draft, deadline);
        }

        @Override
        <T> T around(Deadline deadline, Supplier<T> call) {
            return withFault(faults.poll(), deadline, call);
        }
    }

    /** Takes the next fault before each call. */
    private final class FaultyFeed extends ForwardingChatFeed {

        FaultyFeed(ChatFeed delegate) {
            super(delegate);
        }

        @Override
        <T> T around(Deadline deadline, Supplier<T> call) {
            return withFault(feedFaults.poll(), deadline, call);
        }
    }

    /** Takes the next fault before each call. */
    private final class FaultyTurns extends ForwardingChatTurns {

        FaultyTurns(ChatTurns delegate) {
            super(delegate);
        }

        @Override
        <T> T around(Deadline deadline, Supplier<T> call) {
            return withFault(turnFaults.poll(), deadline, call);
        }
    }

    /** Takes the next fault before each call. */
    private final class FaultyData implements PersonalData {

        private final PersonalData data;

        FaultyData(PersonalData data) {
            this.data = data;
        }

        @Override
        public void export(Principal principal, Consumer<PersonalRecord> sink, Deadline deadline) {
            withFault(faults.poll(), deadline, () -> {
                data.export(principal, sink, deadline);
                return true;
            });
        }

        @Override
        public ErasureReport erase(Principal principal, Deadline deadline) {
            return withFault(faults.poll(), deadline, () -> data.erase(principal, deadline));
        }
    }

    private <T> T withFault(@Nullable Fault fault, Deadline deadline, Supplier<T> call) {
        if (cutOff || fault instanceof Fault.BeforeCommit) {
            throw ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "A fault was injected", RETRY_AFTER, null);
        }
        if (fault instanceof Fault.AmbiguousNotWritten) {
            throw unknown();
        }
        if (fault instanceof Fault.Defect) {
            throw new IllegalStateException("A defect was injected");
        }
        if (fault instanceof Fault.Slow slow) {
            waitFor(slow.delay(), deadline);
        }
        T answer = call.get();
        if (fault instanceof Fault.AmbiguousWritten) {
            throw unknown();
        }
        return answer;
    }

    private static ChatException unknown() {
        return ChatException.passing(ErrorCode.OUTCOME_UNKNOWN, "A fault was injected", RETRY_AFTER, null);
    }

    private static void waitFor(Duration delay, Deadline deadline) {
        Deadline end = Deadline.after(delay);
        while (!end.expired() && !Thread.currentThread().isInterrupted()) {
            deadline.check();
            Duration left = end.remaining();
            Duration most = deadline.remaining();
            LockSupport.parkNanos((left.compareTo(most) < 0 ? left : most).toNanos());
        }
    }
}
