package dev.parley.examples.server.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IrcLineTest {

    @Test
    void aMessageHasATimeANickAndAText() {
        assertThat(IrcLine.parse("[02:34] <Ttech> hi")).contains(new IrcLine("Ttech", "hi"));
        assertThat(IrcLine.parse("[02:34] <Ttech>  hi ")).contains(new IrcLine("Ttech", " hi "));
        assertThat(IrcLine.parse("[02:34] <Ttech>  ")).contains(new IrcLine("Ttech", " "));
        assertThat(IrcLine.parse("[02:34] <[D-Tail] > a > b")).contains(new IrcLine("[D-Tail] ", "a > b"));
        assertThat(IrcLine.parse("[02:34] <a> b\u2028c\rd")).contains(new IrcLine("a", "b\u2028c\rd"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[02:34] <Ttech>",
                "[02:34] <Ttech> ",
                "[02:34] <> hi",
                "[02:34]  * Ttech waves",
                "=== Ttech [n=x@y] has joined #ubuntu",
                " [02:34] <Ttech> hi",
                "[2:34] <Ttech> hi",
                "[02:34] Ttech: hi",
                "[02:34]<Ttech> hi",
                "[02:34] <Ttech>hi"
            })
    void otherLinesAreNone(String line) {
        assertThat(IrcLine.parse(line)).isEmpty();
    }

    @Test
    void theTextStaysOutOfLogs() {
        assertThat(new IrcLine("a", "secret")).asString().doesNotContain("secret");
    }
}
