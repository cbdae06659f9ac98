package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link ContractsFindFaultsTest}, for the contracts of who may do what. */
class AuthContractsFindFaultsTest {

    private static final Map<Class<?>, Class<?>> ADAPTERS = Map.of(
            AccessChangesContract.class, FaultyAuthAdapters.FaultyChanges.class,
            SessionStoreContract.class, FaultyAuthAdapters.FaultySessions.class,
            RefreshTokenStoreContract.class, FaultyAuthAdapters.FaultyTokens.class,
            ApiKeyStoreContract.class, FaultyAuthAdapters.FaultyKeys.class,
            LoginThrottleContract.class, FaultyAuthAdapters.FaultyThrottle.class,
            SecondFactorStoreContract.class, FaultyAuthAdapters.FaultyFactors.class,
            SecretSourceContract.class, FaultyAuthAdapters.FaultySecrets.class);

    static Stream<Arguments> rules() {
        return ADAPTERS.entrySet().stream()
                .flatMap(entry -> ContractsFindFaultsTest.rulesOf(entry.getKey()).stream()
                        .map(rule -> Arguments.of(entry.getValue(), rule)));
    }

    static Stream<Class<?>> adapters() {
        return ADAPTERS.values().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theContractFindsTheFaultAndNothingElse(Class<?> adapter, String rule) {
        ContractsFindFaultsTest.assertFound(adapter, rule);
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void anAdapterWithoutAFaultPasses(Class<?> adapter) {
        assertThat(ContractsFindFaultsTest.failuresOf(adapter, "none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"AC-4 silent", "AC-4 by the clock"})
    void theContractFindsTheLesserFaultAndNothingElse(String fault) {
        assertThat(ContractsFindFaultsTest.failuresOf(FaultyAuthAdapters.FaultyChanges.class, fault))
                .containsExactly(fault.substring(0, fault.indexOf(' ')));
    }

    /** The documentation of an SPI and its contract name the same rules. */
    @ParameterizedTest
    @CsvSource({
        "AccessChanges, AC",
        "SessionStore, SS",
        "RefreshTokenStore, RT",
        "ApiKeyStore, AK",
        "LoginThrottle, LT",
        "SecondFactorStore, SF",
        "SecretSource, SR"
    })
    void everyDocumentedRuleHasATest(String spi, String prefix) throws IOException, ClassNotFoundException {
        Class<?> contract = Class.forName("dev.parley.testkit." + spi + "Contract");
        assertThat(ContractsFindFaultsTest.rulesOf(contract))
                .isEqualTo(ContractsFindFaultsTest.documented("auth/" + spi, prefix));
    }
}
