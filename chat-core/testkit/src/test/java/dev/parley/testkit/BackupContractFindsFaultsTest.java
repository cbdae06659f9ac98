package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link ContractsFindFaultsTest}, for targets of backups. */
class BackupContractFindsFaultsTest {

    /** The target with the fault. */
    static class FaultyTarget extends FaultyAdapters.Faulty implements BackupTargetContract {

        @Override
        public Place createPlace() {
            return new PlantedBackupPlace(rule);
        }
    }

    static Stream<String> rules() {
        return ContractsFindFaultsTest.rulesOf(BackupTargetContract.class).stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theContractFindsTheFaultAndNothingElse(String rule) {
        ContractsFindFaultsTest.assertFound(FaultyTarget.class, rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BT-1 twice",
                "BT-2 death",
                "BT-4 for good",
                "BT-5 forgotten",
                "BT-6 stale",
                "BT-6 failed",
                "BT-7 order",
                "BT-7 page",
                "BT-9 appended",
                "BT-9 torn",
                "BT-10 deleted"
            })
    void theContractFindsTheLesserFaultAndNothingElse(String fault) {
        assertThat(ContractsFindFaultsTest.failuresOf(FaultyTarget.class, fault))
                .containsExactly(fault.substring(0, fault.indexOf(' ')));
    }

    @Test
    void anAdapterWithoutAFaultPasses() {
        assertThat(ContractsFindFaultsTest.failuresOf(FaultyTarget.class, "none"))
                .isEmpty();
    }

    /** The documentation of the SPI and its contract name the same rules. */
    @Test
    void everyDocumentedRuleHasATest() throws IOException {
        assertThat(ContractsFindFaultsTest.rulesOf(BackupTargetContract.class))
                .isEqualTo(ContractsFindFaultsTest.documented("backup/BackupTarget", "BT"));
    }
}
