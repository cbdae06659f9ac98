package dev.parley.examples.benchmarks;

import com.microsoft.bot.schema.Activity;
import dev.parley.core.ChatEngineBuilder;
import dev.parley.core.Receipt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A whole turn in memory, from the user's message to the posted answer of a bot that echoes it, against the same bot on
 * the Bot Framework SDK for Java with its own storage in memory.
 *
 * <p>Fair because both bots say the same to the same, and both know the same number of lines of the conversation: the one
 * is told them by the engine, the other keeps them in its state, from which it drops the oldest, so that they do not grow
 * from turn to turn. Without any lines its state still counts the turns, as that SDK's sample does. Here every message is
 * also authorized, numbered, kept in a log that only grows, and guarded against being posted twice.
 *
 * <p>{@code engineInCaller} carries the turn out in the thread that sends; {@code engineOnDefault} hands it to the
 * engine's own threads and is woken by the answer.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g"})
@Threads(1)
@Warmup(iterations = 2, time = 4)
@Measurement(iterations = 3, time = 4)
@OperationsPerInvocation(BotTurn.TURNS)
public class BotTurn {

    /** So many in a row, between which nothing but turns happens. */
    static final int TURNS = 64;

    /** How much the bot knows. */
    @State(Scope.Benchmark)
    public static class History {
        @Param({"0", "100"})
        public int lines;
    }

    /** A conversation, replaced by one in a new store when that has had its fill. */
    @State(Scope.Benchmark)
    public static class OnDefault {

        private EchoRoom room;

        @Setup
        public void open(History history) throws InterruptedException {
            room = new EchoRoom(history.lines, this::settings);
        }

        @Setup(Level.Invocation)
        public void replace(History history) throws InterruptedException {
            if (room.full()) {
                room.close();
                open(history);
            }
        }

        ChatEngineBuilder settings(ChatEngineBuilder builder) {
            return builder;
        }

        @TearDown
        public void close() {
            room.close();
        }

        void turns(Blackhole hole) throws InterruptedException {
            for (int i = 0; i < TURNS; i++) {
                Receipt receipt = room.turn();
                hole.consume(receipt);
            }
        }
    }

    /** The same with turns in the thread that sends. */
    public static class InCaller extends OnDefault {
        @Override
        ChatEngineBuilder settings(ChatEngineBuilder builder) {
            return builder.turnExecutor(Runnable::run);
        }
    }

    /** The Bot Framework's bot, with one conversation that stays as long as it is. */
    @State(Scope.Benchmark)
    public static class Framework {

        private FrameworkBot bot;

        @Setup
        public void open(History history) {
            bot = new FrameworkBot(history.lines);
        }
    }

    @Benchmark
    public void engineInCaller(InCaller engine, Blackhole hole) throws InterruptedException {
        engine.turns(hole);
    }

    @Benchmark
    public void engineOnDefault(OnDefault engine, Blackhole hole) throws InterruptedException {
        engine.turns(hole);
    }

    @Benchmark
    public void botBuilder(Framework framework, Blackhole hole) {
        for (int i = 0; i < TURNS; i++) {
            Activity answer = framework.bot.turn();
            hole.consume(answer);
        }
    }
}
