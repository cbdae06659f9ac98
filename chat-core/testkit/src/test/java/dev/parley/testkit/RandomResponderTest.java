package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.reply.Cancellation;
import dev.parley.core.reply.Responder;
import dev.parley.core.reply.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RandomResponderTest implements ResponderContract {

    private static final int MAX = 300;

    private final Turn turn = Rehearsal.turn("question");

    @Override
    public Responder createResponder() {
        return new RandomResponder(42, MAX);
    }

    private static List<String> fragmentsOf(RandomResponder responder, Turn turn) {
        List<String> fragments = new ArrayList<>();
        Cancellation never = new Rehearsal.Stop();
        responder.respond(turn, text -> fragments.add(text.toString()), never);
        return fragments;
    }

    @Test
    void chanceIsSeedTurnAndAttempt() {
        RandomResponder responder = new RandomResponder(42, MAX);
        List<String> fragments = fragmentsOf(responder, turn);
        assertThat(fragmentsOf(new RandomResponder(42, MAX), turn)).isEqualTo(fragments);
        assertThat(String.join("", fragments)).isEqualTo(responder.textOf(turn.id(), 1));
        assertThat(fragmentsOf(responder, Rehearsal.again(turn, 2))).isNotEqualTo(fragments);
        assertThat(fragmentsOf(new RandomResponder(43, MAX), turn)).isNotEqualTo(fragments);
        assertThat(fragmentsOf(responder, Rehearsal.turn("question"))).isNotEqualTo(fragments);
    }

    @Test
    void fragmentsAreOfEveryKind() {
        RandomResponder responder = new RandomResponder(42, MAX);
        List<String> all = new ArrayList<>();
        for (int attempt = 1; attempt <= 20; attempt++) {
            List<String> fragments = fragmentsOf(responder, Rehearsal.again(turn, attempt));
            String text = String.join("", fragments);
            assertThat(text.codePointCount(0, text.length())).isBetween(RandomResponder.MIN_CODE_POINTS, MAX);
            all.addAll(fragments);
        }
        assertThat(all).anyMatch(String::isEmpty);
        assertThat(all).anyMatch(text -> text.length() > 1 && Character.isLowSurrogate(text.charAt(0)));
        assertThat(all).extracting(String::length).anyMatch(length -> length > 8);
    }

    @Test
    void pausesBetweenFragments() {
        AtomicInteger pauses = new AtomicInteger();
        RandomResponder responder = new RandomResponder(42, MAX).pausing(pauses::incrementAndGet);
        // Some of so many begin with an empty fragment.
        for (int attempt = 1; attempt <= 50; attempt++) {
            pauses.set(0);
            assertThat(fragmentsOf(responder, Rehearsal.again(turn, attempt))).hasSize(pauses.get() + 1);
        }
    }

    @Test
    void boundsAreChecked() {
        assertThatThrownBy(() -> new RandomResponder(42, RandomResponder.MIN_CODE_POINTS - 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
