package dev.parley.testkit;

import dev.parley.core.message.TurnId;
import dev.parley.core.reply.Cancellation;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.ReplySink;
import dev.parley.core.reply.Responder;
import dev.parley.core.reply.Turn;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A responder that echoes letter by letter and keeps the rules, and one fault for each of RS-1 to RS-8. */
final class PlantedResponderFaults implements Responder {

    private final String rule;
    private final List<ReplySink> over = new CopyOnWriteArrayList<>();
    private final Map<TurnId, Integer> said = new ConcurrentHashMap<>();
    private volatile String latest = "";

    PlantedResponderFaults(String rule) {
        this.rule = rule;
    }

    /** RS-1: never completes; RS-2: ends with half a pair; RS-6: says a last word too late. */
    @Override
    public ReplyOutcome respond(Turn turn, ReplySink sink, Cancellation cancellation) {
        over.forEach(late -> late.write("By the way"));
        over.clear();
        boolean all = sayAll(turn, sink, cancellation);
        if (rule.equals("RS-6")) {
            over.add(sink);
        }
        if (all && rule.equals("RS-2")) {
            sink.write("\uD83D");
        }
        return all && !rule.equals("RS-1") ? ReplyOutcome.completed() : new ReplyOutcome.Stopped();
    }

    /** RS-5: takes the interrupt away and goes on. */
    private boolean interrupted() {
        if (rule.equals("RS-5")) {
            Thread.interrupted();
            return false;
        }
        return Thread.currentThread().isInterrupted();
    }

    /** RS-3: ignores the cancellation; RS-7: answers who asked last; RS-8: goes on where it was. */
    private boolean sayAll(Turn turn, ReplySink sink, Cancellation cancellation) {
        latest = turn.question().text();
        int from = rule.equals("RS-8") ? said.getOrDefault(turn.id(), 0) : 0;
        String own = latest;
        for (int at = from; at < own.length(); at++) {
            boolean cancelled = cancellation.requested() && !rule.equals("RS-3");
            if (cancelled || interrupted()) {
                return false;
            }
            String text = rule.equals("RS-7") ? latest : own;
            if (!say(sink, text.substring(Math.min(at, text.length()), Math.min(at + 1, text.length())))) {
                return false;
            }
            said.merge(turn.id(), 1, Integer::sum);
        }
        return true;
    }

    /** RS-4: goes on. */
    private boolean say(ReplySink sink, String text) {
        try {
            sink.write(text);
            return true;
        } catch (RuntimeException e) {
            return rule.equals("RS-4");
        }
    }
}
