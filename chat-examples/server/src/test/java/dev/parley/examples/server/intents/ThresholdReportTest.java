package dev.parley.examples.server.intents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.examples.intents.LinearIntentClassifier;
import org.junit.jupiter.api.Test;

class ThresholdReportTest {

    @Test
    void tellsOfEveryEnvironment() {
        String share = "[0-9]{1,3}\\.[0-9] %";
        String both = share + " in scope and " + share + " out of scope";
        assertThat(ThresholdReport.line(LinearIntentClassifier.load().validation(), 0.55))
                .matches("The bot understands from confidence 0\\.55 on; of the validation questions it would answer "
                        + "at 0\\.3 \\(development\\) " + both + "; at 0\\.7 \\(staging\\) " + both
                        + "; at 0\\.8 \\(production\\) " + both + "; calibration error " + share);
    }
}
