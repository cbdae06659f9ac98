package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.reply.Responder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoResponderTest implements ResponderContract {

    @Override
    public Responder createResponder() {
        return Responder.echo();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", " one  two\n", "\t", "\uD83D\uDE00 \uD83D\uDE00"})
    void saysWhatItWasTold(String text) {
        Rehearsal rehearsal = new Rehearsal(Rehearsal.turn(text), () -> {}).run(createResponder());
        assertThat(rehearsal.text()).isEqualTo(text);
        assertThat(rehearsal.completed()).isTrue();
    }
}
