package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.Pending.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches of drafts that arrive together, without a thread of its own and without a timer. Who finds nobody at work
 * leads: it commits its own draft and what is waiting, in its own thread, so that a lone sender does just what it would do
 * without a line. Who comes meanwhile waits; when a batch has ended, or has been written and waits for the disk alone, the
 * longest waiting leads the next. Each leads one batch at most, with its own draft in it. Drafts are taken in the order in
 * which they came, those of one conversation never into a batch while another one with that conversation is under way.
 */
final class Line {

    /** How many drafts one transaction holds at most. */
    static final int LARGEST = 256;

    /** How many batches may be written and not ended, so that a slow disk takes no more connections than that from others. */
    static final int MOST_WRITTEN = 4;

    private final Committer committer;
    private final int mostWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Pending> waiting = new LinkedHashSet<>();

    /** The conversations of batches that are written and not ended. */
    private final Set<ConversationId> written = new HashSet<>();

    private int batchesWritten;
    private boolean led;
    private boolean closed;

    /** Does the work of a leader. */
    interface Committer {

        /** Commits the drafts of a batch, the leader's first, and settles each. */
        void commit(Batch batch);
    }

    /** The drafts of one transaction. For the thread of its leader. */
    final class Batch {
        private final List<Pending> members;
        private boolean handedOn;

        private Batch(List<Pending> members) {
            this.members = members;
        }

        Pending leader() {
            return members.get(0);
        }

        /** {@return whether the leader has no time left: none that time-outs, in whole milliseconds, could tell from it} */
        boolean leaderIsLate() {
            return leader().deadline().remaining().toMillis() == 0;
        }

        /** {@return the deadline of the leader, or a later one of somebody who still waits} */
        Deadline latest() {
            Deadline latest = leader().deadline();
            for (Pending member : members) {
                if (member.state() != State.WITHDRAWN
                        && member.deadline().remaining().compareTo(latest.remaining()) > 0) {
                    latest = member.deadline();
                }
            }
            return latest;
        }

        List<Pending> members() {
            return members;
        }

        /** Has nothing left to do but to wait for the disk: meanwhile somebody else leads. */
        void handOn() {
            @Nullable Pending next;
            lock.lock();
            try {
                handedOn = true;
                batchesWritten++;
                members.forEach(member -> written.add(member.conversation()));
                next = nextLeader();
            } finally {
                lock.unlock();
            }
            Line.wake(next);
        }

        /** Begins to write: whoever leaves from now on says that the outcome is unknown. */
        void seal() {
            lock.lock();
            try {
                for (Pending member : members) {
                    if (member.state() == State.TAKEN) {
                        member.enter(State.SEALED);
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }

    Line(Committer committer, int mostWaiting) {
        this.committer = committer;
        this.mostWaiting = mostWaiting;
    }

    /**
     * Has a draft committed, by this thread or by another one, and {@return what came of it}
     *
     * @throws ChatException if the line is full or closed, or the time is over or the thread was interrupted while waiting
     */
    Settlement pass(Pending own) {
        if (join(own) || awaitLead(own)) {
            lead(own);
        }
        return own.settlement();
    }

    /** {@return whether nobody is at work on what is in its way, so that the draft is to lead at once} */
    private boolean join(Pending own) {
        lock.lock();
        try {
            if (closed) {
                throw Failures.closed();
            }
            if (!led && mayBegin(own)) {
                led = true;
                own.enter(State.LEADING);
                return true;
            }
            if (waiting.size() == mostWaiting) {
                throw ChatException.passing(
                        ErrorCode.STORE_OVERLOADED, "Too many messages wait to be written", Failures.RETRY_AFTER, null);
            }
            own.enter(State.WAITING);
            waiting.add(own);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** {@return whether the draft is to lead; else it is settled} */
    private boolean awaitLead(Pending own) {
        while (own.state() != State.SETTLED) {
            if (own.state() == State.LEADING) {
                return true;
            }
            long nanos = own.deadline().remaining().toNanos();
            if (nanos == 0 || Thread.currentThread().isInterrupted()) {
                leave(own);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        return false;
    }

    /** Ends the wait of a draft, if it is not settled or to lead just now: a leader minds its time itself. */
    private void leave(Pending own) {
        lock.lock();
        try {
            switch (own.state()) {
                case SETTLED, LEADING -> {
                    return;
                }
                case SEALED -> {
                    own.enter(State.WITHDRAWN);
                    throw ChatException.fault(
                            ErrorCode.OUTCOME_UNKNOWN, "The wait ended while the message was being written", null);
                }
                default -> waiting.remove(own);
            }
            own.enter(State.WITHDRAWN);
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw Failures.interrupted(new InterruptedException());
        }
        throw ChatException.fault(
                ErrorCode.DEADLINE_EXCEEDED, "Other messages were before this one until the time ran out", null);
    }

    private boolean mayBegin(Pending pending) {
        return batchesWritten < MOST_WRITTEN && !written.contains(pending.conversation());
    }

    private void lead(Pending own) {
        List<Pending> members = new ArrayList<>(1);
        members.add(own);
        Batch batch = new Batch(members);
        try {
            take(members);
            committer.commit(batch);
        } finally {
            end(batch);
        }
    }

    /** Whatever breaks here, who is no longer waiting is a member. */
    private void take(List<Pending> members) {
        lock.lock();
        try {
            for (Iterator<Pending> next = waiting.iterator(); next.hasNext() && members.size() < LARGEST; ) {
                Pending member = next.next();
                if (!written.contains(member.conversation())) {
                    members.add(member);
                    next.remove();
                    member.enter(State.TAKEN);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Batch batch) {
        @Nullable Pending next;
        lock.lock();
        try {
            for (Pending member : batch.members) {
                if (member.state() == State.WAITING) {
                    waiting.remove(member);
                }
                if (member.state() != State.WITHDRAWN) {
                    member.enter(State.SETTLED);
                }
            }
            next = leaderAfter(batch);
        } finally {
            lock.unlock();
        }
        wake(next);
        batch.members.forEach(Pending::wake);
    }

    /** {@return who leads now that a batch has ended, if it is in somebody's way} */
    private @Nullable Pending leaderAfter(Batch batch) {
        if (!batch.handedOn) {
            return nextLeader();
        }
        batchesWritten--;
        batch.members.forEach(member -> written.remove(member.conversation()));
        return led ? null : nextLeader();
    }

    /** {@return who leads now, if somebody waits who may} */
    private @Nullable Pending nextLeader() {
        for (Iterator<Pending> longest = waiting.iterator(); longest.hasNext(); ) {
            Pending next = longest.next();
            if (mayBegin(next)) {
                longest.remove();
                next.enter(State.LEADING);
                led = true;
                return next;
            }
        }
        led = false;
        return null;
    }

    private static void wake(@Nullable Pending next) {
        if (next != null) {
            next.wake();
        }
    }

    /** Lets nobody wait any longer. The batch under way ends as it ends. */
    void close() {
        List<Pending> gone;
        lock.lock();
        try {
            closed = true;
            gone = List.copyOf(waiting);
            waiting.clear();
            gone.forEach(each -> {
                each.settle(new Settlement.Failed(Failures.closed()));
                each.enter(State.SETTLED);
            });
        } finally {
            lock.unlock();
        }
        gone.forEach(Pending::wake);
    }
}
