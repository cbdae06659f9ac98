package dev.parley.examples.benchmarks.load;

import dev.parley.core.message.UserId;
import dev.parley.core.reply.Cancellation;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.ReplySink;
import dev.parley.core.reply.Responder;
import dev.parley.core.reply.Turn;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Bots that break every rule, each its own. They behave once they are told that their phase is over. */
enum BadBot implements Responder {
    /** Throws at once. */
    THROWS {
        @Override
        void misbehave(ReplySink sink) {
            throw new IllegalStateException("planted");
        }
    },
    /**
     * Asks for an array larger than this virtual machine allows: a genuine error of memory, without a heap that is full. With
     * a full heap every thread of the process fails, and no library can prevent that.
     */
    RUNS_OUT_OF_MEMORY {
        @Override
        void misbehave(ReplySink sink) {
            sink.write("" + new long[Integer.MAX_VALUE].length);
        }
    },
    /** Says nothing, does not end, and does not care for interrupts. */
    HANGS {
        @Override
        void misbehave(ReplySink sink) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            Thread.interrupted();
        }
    },
    /** Says a word every millisecond for ever. */
    NEVER_ENDS {
        @Override
        void misbehave(ReplySink sink) {
            sink.write("word ");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    },
    /** Says a mebibyte at a time for ever. */
    FLOODS {
        @Override
        void misbehave(ReplySink sink) {
            sink.write(MEBIBYTE);
        }
    },
    /** Calls itself until the stack is full. */
    RECURSES {
        @Override
        void misbehave(ReplySink sink) {
            sink.write("" + depth(0));
        }

        private int depth(int above) {
            return above < 0 ? 0 : 1 + depth(above + 1);
        }
    };

    private static final String MEBIBYTE = "x".repeat(1024 * 1024);

    private static final Set<BadBot> OVER = ConcurrentHashMap.newKeySet();

    abstract void misbehave(ReplySink sink);

    @Override
    public ReplyOutcome respond(Turn turn, ReplySink sink, Cancellation cancellation) {
        while (!OVER.contains(this)) {
            misbehave(sink);
        }
        return ReplyOutcome.completed();
    }

    void endPhase() {
        OVER.add(this);
    }

    UserId user() {
        return new UserId(label().replace(' ', '-'));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
