package dev.parley.examples.server.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kill tests rest on: for each fault planted in a clean history the check finds that fault and no other. */
class HistoryCheckTest {

    private final Map<Line, Answer> answers = new LinkedHashMap<>();
    private final List<Stored> history = new ArrayList<>();

    /** Two senders take turns: seqs 1, 3, 5 and 2, 4, 6; the last line of the second was never acknowledged. */
    @BeforeEach
    void makeCleanHistory() {
        for (int seq = 1; seq <= 6; seq++) {
            int sender = (seq - 1) % 2;
            Line line = Line.of(sender, (seq + 1) / 2, "c", "user-" + sender);
            answers.put(line, seq == 6 ? new Answer.Unknown("cut off") : new Answer.Ok("c." + seq, seq, false));
            history.add(stored(seq, line));
        }
    }

    private static Stored stored(long seq, Line line) {
        return new Stored("c", "c." + seq, seq, line.author(), line.text());
    }

    @Test
    void findsNothingInACleanHistory() {
        assertThat(HistoryCheck.of(answers, history).faults()).isEmpty();
    }

    @Test
    void doesNotMissALineThatWasNeverAcknowledged() {
        history.remove(5);

        assertThat(HistoryCheck.of(answers, history).faults()).isEmpty();
    }

    @Test
    void findsALostMessage() {
        history.remove(4);

        HistoryCheck check = HistoryCheck.of(answers, history);

        assertThat(check.faults()).isNotEmpty();
        assertThat(check.lost()).singleElement().asString().contains("key-0-3", "c.5");
        assertThat(check.gaps()).containsExactly("c has 6 where 5 belongs");
        assertThat(check.duplicated()).isEmpty();
    }

    @Test
    void findsAMessageThatIsThereTwice() {
        history.add(new Stored("c", "c.7", 7, "user-0", history.get(0).text()));

        HistoryCheck check = HistoryCheck.of(answers, history);

        assertThat(check.faults()).isNotEmpty();
        assertThat(check.duplicated()).singleElement().asString().contains("key-0-1", "c.1", "c.7");
        assertThat(check.lost()).isEmpty();
    }

    @Test
    void findsAnUnacknowledgedMessageThatIsThereTwice() {
        history.add(new Stored("c", "c.7", 7, "user-1", history.get(5).text()));

        assertThat(HistoryCheck.of(answers, history).duplicated())
                .singleElement()
                .asString()
                .contains("key-1-3", "c.6", "c.7");
    }

    @Test
    void findsAMessageOfAnotherAuthor() {
        history.set(2, new Stored("c", "c.3", 3, "user-1", history.get(2).text()));

        assertThat(HistoryCheck.of(answers, history).altered())
                .singleElement()
                .asString()
                .contains("key-0-2");
    }

    @Test
    void findsMessagesThatChangedPlaces() {
        String first = history.get(0).text();
        history.set(0, new Stored("c", "c.1", 1, "user-0", history.get(2).text()));
        history.set(2, new Stored("c", "c.3", 3, "user-0", first));

        HistoryCheck check = HistoryCheck.of(answers, history);

        assertThat(check.altered()).hasSize(2);
        assertThat(check.disordered()).containsExactly("key-0-2 has seq 1, the line before it 3");
        assertThat(check.lost()).isEmpty();
    }

    @Test
    void findsAMessageThatNobodySent() {
        history.add(new Stored("c", "c.7", 7, "user-0", "who am I?"));

        HistoryCheck check = HistoryCheck.of(answers, history);

        assertThat(check.faults()).isNotEmpty();
        assertThat(check.foreign()).singleElement().asString().contains("c.7");
    }
}
