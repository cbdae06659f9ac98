package dev.parley.examples.server.kill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what senders were told with what a reader finds afterwards.
 *
 * @param lost acknowledged messages that are not there
 * @param duplicated messages that are there more than once
 * @param altered messages that are there otherwise than acknowledged: id, seq, conversation or author
 * @param gaps places where a conversation is not numbered 1, 2, 3 …
 * @param disordered messages that stand before an earlier one of their sender
 * @param foreign messages that nobody sent
 */
record HistoryCheck(
        List<String> lost,
        List<String> duplicated,
        List<String> altered,
        List<String> gaps,
        List<String> disordered,
        List<String> foreign) {

    /**
     * Checks a history.
     *
     * @param answers every line that was sent, with its answer
     * @param history everything that was read, in the order of reading
     * @return what was found
     */
    static HistoryCheck of(Map<Line, Answer> answers, List<Stored> history) {
        HistoryCheck check = new HistoryCheck(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), gaps(history), new ArrayList<>(), List.of());
        Map<String, List<Stored>> byText =
                history.stream().collect(Collectors.groupingBy(Stored::text, LinkedHashMap::new, Collectors.toList()));
        answers.forEach((line, answer) -> check.compare(line, answer, byText.getOrDefault(line.text(), List.of())));
        check.findDisorder(answers.keySet(), byText);
        return new HistoryCheck(
                check.lost,
                check.duplicated,
                check.altered,
                check.gaps,
                check.disordered,
                foreign(answers.keySet(), history));
    }

    private void compare(Line line, Answer answer, List<Stored> found) {
        if (found.size() > 1) {
            duplicated.add(line.key() + " is " + found);
        }
        if (!(answer instanceof Answer.Ok ok)) {
            return;
        }
        if (found.isEmpty()) {
            lost.add(line.key() + " was acknowledged as " + ok);
        } else if (!ok.names(found.get(0)) || !line.isFrom(found.get(0))) {
            altered.add(line.key() + " was acknowledged as " + ok + " and is " + found.get(0));
        }
    }

    private void findDisorder(Set<Line> lines, Map<String, List<Stored>> byText) {
        Map<Integer, Long> latest = new HashMap<>();
        lines.stream()
                .sorted(Line.ORDER)
                .filter(line -> byText.containsKey(line.text()))
                .forEach(line -> {
                    long seq = byText.get(line.text()).get(0).seq();
                    Long before = latest.put(line.sender(), seq);
                    if (before != null && before >= seq) {
                        disordered.add(line.key() + " has seq " + seq + ", the line before it " + before);
                    }
                });
    }

    private static List<String> foreign(Set<Line> lines, List<Stored> history) {
        Set<String> sent = lines.stream().map(Line::text).collect(Collectors.toSet());
        return history.stream()
                .filter(message -> !sent.contains(message.text()))
                .map(Stored::toString)
                .toList();
    }

    private static List<String> gaps(List<Stored> history) {
        Map<String, Long> heads = new HashMap<>();
        List<String> gaps = new ArrayList<>();
        for (Stored message : history) {
            long expected = heads.getOrDefault(message.conversation(), 0L) + 1;
            if (message.seq() != expected) {
                gaps.add(message.conversation() + " has " + message.seq() + " where " + expected + " belongs");
            }
            heads.put(message.conversation(), message.seq());
        }
        return gaps;
    }

    /** {@return everything that is wrong, in words} */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        lost.forEach(one -> faults.add("lost: " + one));
        duplicated.forEach(one -> faults.add("duplicated: " + one));
        altered.forEach(one -> faults.add("altered: " + one));
        gaps.forEach(one -> faults.add("gap: " + one));
        disordered.forEach(one -> faults.add("disordered: " + one));
        foreign.forEach(one -> faults.add("foreign: " + one));
        return faults;
    }
}
