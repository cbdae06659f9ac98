package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link ContractsFindFaultsTest}, for caches. */
class CacheContractFindsFaultsTest {

    static Stream<String> rules() {
        return ContractsFindFaultsTest.rulesOf(CacheContract.class).stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theContractFindsTheFaultAndNothingElse(String rule) {
        ContractsFindFaultsTest.assertFound(FaultyCaches.class, rule);
    }

    @Test
    void anAdapterWithoutAFaultPasses() {
        assertThat(ContractsFindFaultsTest.failuresOf(FaultyCaches.class, "none"))
                .isEmpty();
    }

    /** The documentation of the SPI and its contract name the same rules. */
    @Test
    void everyDocumentedRuleHasATest() throws IOException {
        assertThat(ContractsFindFaultsTest.rulesOf(CacheContract.class))
                .isEqualTo(ContractsFindFaultsTest.documented("cache/Cache", "CA"));
    }
}
