package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link ContractsFindFaultsTest}, for what is backed up. */
class BackupSourceContractFindsFaultsTest {

    /** The source with the fault. */
    static class FaultySource extends FaultyAdapters.Faulty implements BackupSourceContract {

        @Override
        public Installation createInstallation() {
            return new TrialBackups(rule);
        }

        @Override
        public Map<String, Consumer<Map<String, byte[]>>> damages() {
            Map<String, Consumer<Map<String, byte[]>>> damages = new LinkedHashMap<>();
            damages.put(
                    "not dense",
                    parts -> parts.computeIfPresent(
                            TrialParts.NOTES,
                            (name, bytes) -> TrialParts.without(bytes, lines -> lines.subList(1, lines.size()))));
            damages.put("nobody owns", parts -> parts.put(TrialParts.OWNERS, new byte[0]));
            return damages;
        }
    }

    static Stream<String> rules() {
        return ContractsFindFaultsTest.rulesOf(BackupSourceContract.class).stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theContractFindsTheFaultAndNothingElse(String rule) {
        ContractsFindFaultsTest.assertFound(FaultySource.class, rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BS-4 late", "BS-8 nameless"})
    void theContractFindsTheLesserFaultAndNothingElse(String fault) {
        assertThat(ContractsFindFaultsTest.failuresOf(FaultySource.class, fault))
                .containsExactly(fault.substring(0, fault.indexOf(' ')));
    }

    @Test
    void aSourceWithoutAFaultPasses() {
        assertThat(ContractsFindFaultsTest.failuresOf(FaultySource.class, "none"))
                .isEmpty();
    }

    /** The documentation of the SPI and its contract name the same rules. */
    @Test
    void everyDocumentedRuleHasATest() throws IOException {
        assertThat(ContractsFindFaultsTest.rulesOf(BackupSourceContract.class))
                .isEqualTo(ContractsFindFaultsTest.documented("backup/BackupSource", "BS"));
    }
}
