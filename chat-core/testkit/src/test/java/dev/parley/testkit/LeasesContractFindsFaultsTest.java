package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.lease.Leases;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link ContractsFindFaultsTest}, for leases. */
class LeasesContractFindsFaultsTest {

    /** The leases with the fault. */
    static class FaultyLeases extends FaultyAdapters.Faulty implements LeasesContract {

        private final ManualClock clock = Fresh.clock();

        @Override
        public Leases createLeases() {
            return PlantedLeaseFaults.plant(rule, clock);
        }

        @Override
        public void passTime(Duration by) {
            clock.advance(by);
        }
    }

    static Stream<String> rules() {
        return ContractsFindFaultsTest.rulesOf(LeasesContract.class).stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theContractFindsTheFaultAndNothingElse(String rule) {
        ContractsFindFaultsTest.assertFound(FaultyLeases.class, rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LE-4 short"})
    void theContractFindsTheLesserFaultAndNothingElse(String fault) {
        assertThat(ContractsFindFaultsTest.failuresOf(FaultyLeases.class, fault))
                .containsExactly(fault.substring(0, fault.indexOf(' ')));
    }

    @Test
    void anAdapterWithoutAFaultPasses() {
        assertThat(ContractsFindFaultsTest.failuresOf(FaultyLeases.class, "none"))
                .isEmpty();
    }

    /** The documentation of the SPI and its contract name the same rules. */
    @Test
    void everyDocumentedRuleHasATest() throws IOException {
        assertThat(ContractsFindFaultsTest.rulesOf(LeasesContract.class))
                .isEqualTo(ContractsFindFaultsTest.documented("lease/Leases", "LE"));
    }
}
