package dev.parley.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The goals of {@link FanOut} at one number of subscribers. */
final class FanOutGoals {

    /** Of a plain loop's rate; where there are 10,000, the second is asked for, too. */
    private static final double OF_LOOP = 0.15;

    private static final double OF_LOOP_AT_MOST_SUBSCRIBERS = 0.7;
    private static final int MOST_SUBSCRIBERS = 10_000;

    /** Beside the entry itself. */
    private static final double BYTES = 1;

    /** What an idler may cost the others is what a measurement errs by. */
    private static final double UNHINDERED = 0.9;

    private FanOutGoals() {}

    static List<Verdict> at(int subscribers, Figures figures) {
        String place = ", subscribers: " + subscribers;
        Figure engine = figures.score("FanOut.deliverEngine " + subscribers);
        Figure loop = figures.score("FanOut.deliverLoop " + subscribers);
        Figure publisher = figures.score("FanOut.deliverPublisher " + subscribers);
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(judged(Verdict.rate("delivery against a loop" + place, engine, loop, OF_LOOP), subscribers));
        if (subscribers == MOST_SUBSCRIBERS) {
            verdicts.add(Verdict.rate("delivery against a loop" + place, engine, loop, OF_LOOP_AT_MOST_SUBSCRIBERS));
        }
        verdicts.add(againstPublisher("delivery against SubmissionPublisher" + place, engine, publisher, subscribers));
        verdicts.add(againstPublisher(
                "delivery against SubmissionPublisher in the caller" + place,
                engine,
                figures.score("FanOut.deliverPublisherInCaller " + subscribers),
                subscribers));
        verdicts.add(Verdict.beyond(
                "bytes of a delivery beyond the loop's" + place,
                figures.bytes("FanOut.deliverEngine " + subscribers),
                figures.bytes("FanOut.deliverLoop " + subscribers),
                BYTES));
        verdicts.add(judged(
                Verdict.rate(
                        "delivery with an idler against without" + place,
                        figures.score("FanOut.deliverEngineIdler " + subscribers),
                        engine,
                        UNHINDERED),
                subscribers));
        verdicts.add(Verdict.rate(
                        "SubmissionPublisher with an idler against without" + place,
                        figures.score("FanOut.deliverPublisherIdler " + subscribers),
                        publisher,
                        0)
                .withoutGoal());
        Figure send = figures.score("FanOut.sendEngine " + subscribers);
        verdicts.add(Verdict.rate(
                        "send and delivery against send and a loop" + place,
                        send,
                        figures.score("FanOut.sendLoop " + subscribers),
                        0)
                .withoutGoal());
        verdicts.add(Verdict.rate(
                        "send and delivery against send and SubmissionPublisher" + place,
                        send,
                        figures.score("FanOut.sendPublisher " + subscribers),
                        0)
                .withoutGoal());
        return verdicts;
    }

    private static Verdict againstPublisher(String what, Figure engine, Figure publisher, int subscribers) {
        return judged(Verdict.rate(what, engine, publisher, subscribers == MOST_SUBSCRIBERS ? 10 : 5), subscribers);
    }

    /** With one subscriber it is the way there and back that is measured, so nothing is asked for. */
    private static Verdict judged(Verdict verdict, int subscribers) {
        return subscribers == 1 ? verdict.withoutGoal() : verdict;
    }
}
