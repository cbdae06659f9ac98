package dev.parley.testkit;

import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.message.Answer;
import dev.parley.core.message.Entry;
import dev.parley.core.message.TurnId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reader as an app writes one: puts together what a subscription gives, and fails on whatever it must never give: a gap
 * or a repeat among entries, a fragment that does not fit to those before, an older attempt after a newer one, or a turn's
 * end before its message. For one thread.
 */
public final class LiveTranscript {

    private final List<Entry> entries = new ArrayList<>();
    private final Map<TurnId, Speech> speeches = new HashMap<>();
    private long last;

    /** What was said in one attempt. */
    private record Speech(int attempt, String text) {}

    /**
     * A reader.
     *
     * @param after the cursor that it begins from
     */
    public LiveTranscript(long after) {
        this.last = after;
    }

    /** Forgets what goes on beside the log, as a reader does that has lost its connection. */
    public void reconnect() {
        speeches.clear();
    }

    /**
     * Takes the next event.
     *
     * @param event what the subscription gave
     * @return whether it goes on after that
     */
    public boolean add(LiveEvent event) {
        if (event instanceof LiveEvent.Appended appended) {
            entry(appended.entry());
        } else if (event instanceof LiveEvent.Truncated truncated) {
            truncated(truncated.firstSeq());
        } else if (event instanceof LiveEvent.Fragment fragment) {
            fragment(fragment);
        } else if (event instanceof LiveEvent.TurnChanged changed) {
            Optional.ofNullable(changed.status().answer())
                    .filter(answer -> answer.seq() > last)
                    .ifPresent(answer -> fail("The end of a turn came before its message " + answer));
            if (changed.status().state().finished()) {
                speeches.remove(changed.status().id());
            }
        }
        return !(event instanceof LiveEvent.Ended);
    }

    private void truncated(long firstSeq) {
        if (firstSeq <= last + 1) {
            fail("The log was said to begin with " + firstSeq + " after " + last);
        }
        last = firstSeq - 1;
    }

    private void entry(Entry entry) {
        if (entry.seq() != last + 1) {
            fail("Entry " + entry.seq() + " came after " + last);
        }
        last = entry.seq();
        entries.add(entry);
        if (entry instanceof Entry.Posted posted) {
            Optional.ofNullable(posted.answer()).map(Answer::turn).ifPresent(speeches::remove);
        }
    }

    private void fragment(LiveEvent.Fragment fragment) {
        Speech before = speeches.getOrDefault(fragment.turn(), new Speech(0, ""));
        if (fragment.attempt() < before.attempt()) {
            fail("Attempt " + fragment.attempt() + " came after " + before.attempt());
        }
        String text = fragment.attempt() == before.attempt() ? before.text() : "";
        if (fragment.offset() > text.length()) {
            fail("A fragment at " + fragment.offset() + " came after " + text.length() + " units");
        }
        speeches.put(
                fragment.turn(),
                new Speech(fragment.attempt(), text.substring(0, fragment.offset()) + fragment.text()));
    }

    private static void fail(String what) {
        throw new AssertionError(what);
    }

    /** {@return the sequence number of the last entry, to go on from} */
    public long last() {
        return last;
    }

    /** {@return the entries so far} */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * What a bot is saying.
     *
     * @param turn in which turn
     * @return what was said so far in the latest attempt, until the message takes its place
     */
    public Optional<String> saying(TurnId turn) {
        return Optional.ofNullable(speeches.get(turn)).map(Speech::text);
    }
}
