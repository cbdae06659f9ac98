package dev.parley.examples.server.intents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.examples.intents.Evaluation;
import dev.parley.examples.intents.LinearIntentClassifier;
import org.junit.jupiter.api.Test;

class ThresholdReportTest {

    @Test
    void tellsOfTheThresholdInForceAndOfEveryDefault() {
        String share = "[0-9]{1,3}\\.[0-9] %";
        String both = share + " in scope and " + share + " out of scope";
        assertThat(ThresholdReport.line(LinearIntentClassifier.load().validation(), 0.55))
                .matches("The bot understands from confidence 0\\.55 on; of the validation questions it would answer "
                        + both + "; at the defaults of the environments: 0\\.3 \\(development\\) " + both
                        + "; 0\\.7 \\(staging\\) " + both
                        + "; 0\\.8 \\(production\\) " + both + "; calibration error " + share);
    }

    @Test
    void theShareIsThatOfTheThresholdInForce() {
        Evaluation validation = LinearIntentClassifier.load().validation();
        assertThat(ThresholdReport.line(validation, 0))
                .contains("would answer 100.0 % in scope and 100.0 % out of scope; at the defaults");
        assertThat(ThresholdReport.line(validation, 1))
                .contains("would answer 0.0 % in scope and 0.0 % out of scope; at the defaults");
    }
}
