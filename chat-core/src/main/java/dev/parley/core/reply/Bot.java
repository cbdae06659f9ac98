package dev.parley.core.reply;

import dev.parley.core.message.UserId;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One bot's share of this node. Thread-safe. A slot is taken for each turn. A responder that goes on after its turn has
 * ended loses its slot to the next turn, but only for as many as there are slots: so at most twice as many threads as slots
 * are ever busy, and a bot that always hangs comes to a halt and takes no other bot with it.
 */
final class Bot {

    private static final long WARNING_NANOS = Duration.ofSeconds(1).toNanos();

    private final UserId id;
    private final Responder responder;
    private final ReplyPolicy policy;
    private final BotNames names;
    private final Semaphore slots;
    private final AtomicInteger abandoned = new AtomicInteger();
    private final AtomicBoolean backlog = new AtomicBoolean();
    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARNING_NANOS);

    Bot(UserId id, Responder responder, ReplyPolicy policy) {
        this.id = id;
        this.responder = responder;
        this.policy = policy;
        this.names = new BotNames(policy.names());
        this.slots = new Semaphore(policy.concurrency());
    }

    UserId id() {
        return id;
    }

    Responder responder() {
        return responder;
    }

    ReplyPolicy policy() {
        return policy;
    }

    BotNames names() {
        return names;
    }

    int freeSlots() {
        return slots.availablePermits();
    }

    /** Takes a slot, or remembers that a turn waits for one. */
    boolean takeSlot() {
        boolean taken = slots.tryAcquire();
        if (!taken) {
            backlog.set(true);
        }
        return taken;
    }

    void freeSlot() {
        slots.release();
    }

    /** {@return whether a turn found no slot since this was asked last} */
    boolean takeBacklog() {
        return backlog.get() && backlog.getAndSet(false);
    }

    /** {@return whether a failure may be logged as a warning} Once a second at most: a bot that always fails is no flood. */
    boolean mayWarn() {
        long last = warnedAt.get();
        long now = System.nanoTime();
        return now - last >= WARNING_NANOS && warnedAt.compareAndSet(last, now);
    }

    /** {@return whether one more responder may lose its slot} Only while no other thread takes slots away. */
    boolean mayAbandon() {
        return abandoned.get() < policy.concurrency();
    }

    /** Frees the slot of a responder that goes on. */
    void abandonSlot() {
        abandoned.incrementAndGet();
        slots.release();
    }

    void abandonedReturned() {
        abandoned.decrementAndGet();
    }
}
