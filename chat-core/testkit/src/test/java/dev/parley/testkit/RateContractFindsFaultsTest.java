package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ratelimit.RateLimiter;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link ContractsFindFaultsTest}, for the contract of limiters. */
class RateContractFindsFaultsTest {

    /** The limiter with the fault. Run only by this test. */
    static class FaultyLimiter extends FaultyAdapters.Faulty implements RateLimiterContract {
        @Override
        public RateLimiter createLimiter(ManualClock clock) {
            return PlantedRateFaults.plant(rule, clock);
        }

        @Override
        public Optional<CutLimiter> createCutLimiter(ManualClock clock) {
            PlantedRateFaults limiter = PlantedRateFaults.plant(rule, clock);
            return Optional.of(new CutLimiter(limiter, () -> limiter.away().set(true)));
        }
    }

    static Stream<String> rules() {
        return ContractsFindFaultsTest.rulesOf(RateLimiterContract.class).stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theContractFindsTheFaultAndNothingElse(String rule) {
        ContractsFindFaultsTest.assertFound(FaultyLimiter.class, rule);
    }

    @Test
    void aLimiterWithoutAFaultPasses() {
        assertThat(ContractsFindFaultsTest.failuresOf(FaultyLimiter.class, "none"))
                .isEmpty();
    }

    /** The documentation of the SPI and its contract name the same rules. */
    @Test
    void everyDocumentedRuleHasATest() throws IOException {
        assertThat(ContractsFindFaultsTest.rulesOf(RateLimiterContract.class))
                .isEqualTo(ContractsFindFaultsTest.documented("ratelimit/RateLimiter", "RL"));
    }
}
