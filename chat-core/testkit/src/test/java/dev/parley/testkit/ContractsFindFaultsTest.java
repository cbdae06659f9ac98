package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.store.ChatStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventType;

/** A contract is worth something only if it finds faults: for each rule there is an adapter that breaks just this rule. */
class ContractsFindFaultsTest {

    private static final String FAULT = "parley.testkit.fault";

    /** Tells an instance which rule to break. */
    static final class FaultSetter implements TestInstancePostProcessor {
        @Override
        public void postProcessTestInstance(Object instance, ExtensionContext context) {
            ((Faulty) instance)
                    .setFault(context.getConfigurationParameter(FAULT).orElseThrow());
        }
    }

    /** An adapter that can be told which rule to break. */
    interface Faulty {
        void setFault(String rule);
    }

    /** The log with the fault. Run only from here. */
    @ExtendWith(FaultSetter.class)
    static class FaultyLog implements ChatLogContract, Faulty {
        private String rule = "";

        @Override
        public void setFault(String fault) {
            rule = fault;
        }

        @Override
        public ChatStore createStore(InstantSource clock) {
            if (rule.equals("CL-16")) {
                ChatStore open = ChatStore.inMemory(clock);
                return new Planted(open, open.log(), null) {
                    @Override
                    public void close() {
                        // The fault: it goes on as before.
                    }
                };
            }
            int number = Integer.parseInt(rule.substring("CL-".length()));
            return Planted.log(ChatStore.inMemory(clock), log -> switch (number / 10) {
                case 0 -> new PlantedSequenceFaults(clock).plant(rule, log);
                case 1 -> new PlantedVisibilityFaults(rule, log);
                case 2 -> new PlantedParticipantFaults(rule, log);
                case 3 -> new PlantedMessageFaults(rule, log);
                default -> new PlantedReadingFaults(rule, log);
            });
        }
    }

    /** The personal data with the fault. Run only from here. */
    @ExtendWith(FaultSetter.class)
    static class FaultyData implements PersonalDataContract, Faulty {
        private String rule = "";

        @Override
        public void setFault(String fault) {
            rule = fault;
        }

        @Override
        public ChatStore createStore(InstantSource clock) {
            return PlantedDataFaults.plant(rule, ChatStore.inMemory(clock));
        }
    }

    /** The directory with the fault. Run only from here. */
    @ExtendWith(FaultSetter.class)
    static class FaultyDirectory implements UserDirectoryContract, Faulty {
        private String rule = "";

        @Override
        public void setFault(String fault) {
            rule = fault;
        }

        @Override
        public UserDirectory createDirectory() {
            return PlantedDirectoryFaults.plant(rule, UserDirectory.inMemory());
        }
    }

    /** The hasher with the fault. Run only from here. */
    @ExtendWith(FaultSetter.class)
    static class FaultyHasher implements PasswordHasherContract, Faulty {
        private String rule = "";

        @Override
        public void setFault(String fault) {
            rule = fault;
        }

        @Override
        public PasswordHasher createHasher() {
            return new PlantedHasherFaults(rule);
        }
    }

    static Stream<String> hasherRules() {
        return rulesOf(PasswordHasherContract.class).stream();
    }

    static Stream<String> logRules() {
        return rulesOf(ChatLogContract.class).stream();
    }

    static Stream<String> dataRules() {
        return rulesOf(PersonalDataContract.class).stream();
    }

    static Stream<String> directoryRules() {
        return rulesOf(UserDirectoryContract.class).stream();
    }

    private static Set<String> rulesOf(Class<?> contract) {
        return Arrays.stream(contract.getMethods())
                .map(method -> method.getAnnotation(Rule.class))
                .filter(Objects::nonNull)
                .map(Rule::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("logRules")
    void logContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyLog.class, rule);
    }

    @ParameterizedTest
    @MethodSource("dataRules")
    void dataContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyData.class, rule);
    }

    @ParameterizedTest
    @MethodSource("directoryRules")
    void directoryContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyDirectory.class, rule);
    }

    @ParameterizedTest
    @MethodSource("hasherRules")
    void hasherContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyHasher.class, rule);
        assertThat(failuresOf(FaultyHasher.class, "none")).isEmpty();
    }

    /** Also adds a column to the table of rules and adapters, so that it shows which rules are known to find a fault. */
    private static void assertFound(Class<?> adapter, String rule) {
        assertThat(failuresOf(adapter, rule)).containsExactly(rule);
        String folder = System.getProperty(ContractExtension.REPORT_PROPERTY, "");
        if (!folder.isEmpty()) {
            ContractExtension.report(Path.of(folder), rule, "PlantedFaultFound", "pass");
        }
    }

    private static Set<String> failuresOf(Class<?> adapter, String fault) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter(FAULT, fault)
                .configurationParameter(ContractExtension.REPORT_PROPERTY, "")
                .selectors(selectClass(adapter))
                .execute()
                .testEvents()
                .filter(event -> event.getType() == EventType.FINISHED)
                .filter(event ->
                        event.getRequiredPayload(TestExecutionResult.class).getStatus() != Status.SUCCESSFUL)
                .map(event -> event.getTestDescriptor().getSource().orElseThrow())
                .map(ContractsFindFaultsTest::ruleOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String ruleOf(TestSource source) {
        return ((org.junit.platform.engine.support.descriptor.MethodSource) source)
                .getJavaMethod()
                .getAnnotation(Rule.class)
                .value();
    }

    /** The documentation of an SPI and its contract name the same rules. */
    @ParameterizedTest
    @CsvSource({
        "store/ChatLog, CL, dev.parley.testkit.ChatLogContract",
        "store/PersonalData, PD, dev.parley.testkit.PersonalDataContract",
        "auth/PasswordHasher, PH, dev.parley.testkit.PasswordHasherContract",
        "auth/UserDirectory, UD, dev.parley.testkit.UserDirectoryContract"
    })
    void everyDocumentedRuleHasATest(String spi, String prefix, Class<?> contract) throws IOException {
        String source = Files.readString(Path.of("../src/main/java/dev/parley/core", spi + ".java"));
        Matcher matcher = Pattern.compile("<li>(" + prefix + "-\\d+) ").matcher(source);
        Set<String> documented =
                matcher.results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(rulesOf(contract)).isEqualTo(documented);
    }
}
