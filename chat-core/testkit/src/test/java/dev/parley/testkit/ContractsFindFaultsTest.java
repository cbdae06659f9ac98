package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventType;

/** A contract is worth something only if it finds faults: for each rule there is an adapter that breaks just this rule. */
class ContractsFindFaultsTest {

    static Stream<String> hasherRules() {
        return rulesOf(PasswordHasherContract.class).stream();
    }

    static Stream<String> logRules() {
        return rulesOf(ChatLogContract.class).stream();
    }

    static Stream<String> dataRules() {
        return rulesOf(PersonalDataContract.class).stream();
    }

    static Stream<String> readOnlyRules() {
        return rulesOf(ReadOnlyModeContract.class).stream();
    }

    static Stream<String> retentionRules() {
        return rulesOf(HistoryRetentionContract.class).stream();
    }

    static Stream<String> turnRules() {
        return rulesOf(ChatTurnsContract.class).stream();
    }

    static Stream<String> feedRules() {
        return rulesOf(ChatFeedContract.class).stream();
    }

    static Stream<String> busRules() {
        return rulesOf(EventBusContract.class).stream();
    }

    static Stream<String> responderRules() {
        return rulesOf(ResponderContract.class).stream();
    }

    static Stream<String> classifierRules() {
        return rulesOf(IntentClassifierContract.class).stream();
    }

    static Stream<String> directoryRules() {
        return rulesOf(UserDirectoryContract.class).stream();
    }

    static Set<String> rulesOf(Class<?> contract) {
        return Arrays.stream(contract.getMethods())
                .map(method -> method.getAnnotation(Rule.class))
                .filter(Objects::nonNull)
                .map(Rule::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("logRules")
    void logContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyAdapters.FaultyLog.class, rule);
    }

    @ParameterizedTest
    @MethodSource("dataRules")
    void dataContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyAdapters.FaultyData.class, rule);
    }

    @ParameterizedTest
    @MethodSource("readOnlyRules")
    void readOnlyContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyAdapters.FaultyReadOnlyMode.class, rule);
    }

    @ParameterizedTest
    @MethodSource("retentionRules")
    void retentionContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyAdapters.FaultyRetention.class, rule);
    }

    @ParameterizedTest
    @MethodSource("turnRules")
    void turnsContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyAdapters.FaultyTurns.class, rule);
    }

    @ParameterizedTest
    @MethodSource("feedRules")
    void feedContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyAdapters.FaultyFeed.class, rule);
    }

    @ParameterizedTest
    @MethodSource("busRules")
    void busContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyAdapters.FaultyBus.class, rule);
    }

    @ParameterizedTest
    @MethodSource("responderRules")
    void responderContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyAdapters.FaultyResponder.class, rule);
    }

    /** Where the faults are planted in adapters that exist only here, these keep the rules otherwise. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                FaultyAdapters.FaultyHasher.class,
                FaultyAdapters.FaultyBus.class,
                FaultyAdapters.FaultyResponder.class,
                FaultyAdapters.FaultyClassifier.class
            })
    void anAdapterWithoutAFaultPasses(Class<?> adapter) {
        assertThat(failuresOf(adapter, "none")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("classifierRules")
    void classifierContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyAdapters.FaultyClassifier.class, rule);
    }

    /** Some rules can be broken in several ways; the first word is the rule. */
    @ParameterizedTest
    @ValueSource(strings = {"IC-5 order", "IC-5 sum", "IC-5 unknown", "IC-6 late", "IC-7 places", "IC-7 intents"})
    void classifierContractFindsTheLesserFaultAndNothingElse(String fault) {
        assertThat(failuresOf(FaultyAdapters.FaultyClassifier.class, fault))
                .containsExactly(fault.substring(0, fault.indexOf(' ')));
    }

    @ParameterizedTest
    @MethodSource("directoryRules")
    void directoryContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyAdapters.FaultyDirectory.class, rule);
    }

    @ParameterizedTest
    @MethodSource("hasherRules")
    void hasherContractFindsTheFaultAndNothingElse(String rule) {
        assertFound(FaultyAdapters.FaultyHasher.class, rule);
    }

    /** Also adds a column to the table of rules and adapters, so that it shows which rules are known to find a fault. */
    static void assertFound(Class<?> adapter, String rule) {
        assertThat(failuresOf(adapter, rule)).containsExactly(rule);
        String folder = System.getProperty(ContractExtension.REPORT_PROPERTY, "");
        if (!folder.isEmpty()) {
            ContractExtension.report(Path.of(folder), rule, "PlantedFaultFound", "pass");
        }
    }

    static Set<String> failuresOf(Class<?> adapter, String fault) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter(FaultyAdapters.FAULT, fault)
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
        "store/ReadOnlyMode, RO, dev.parley.testkit.ReadOnlyModeContract",
        "store/HistoryRetention, HR, dev.parley.testkit.HistoryRetentionContract",
        "store/ChatTurns, TN, dev.parley.testkit.ChatTurnsContract",
        "store/ChatFeed, CF, dev.parley.testkit.ChatFeedContract",
        "delivery/EventBus, EB, dev.parley.testkit.EventBusContract",
        "reply/Responder, RS, dev.parley.testkit.ResponderContract",
        "reply/IntentClassifier, IC, dev.parley.testkit.IntentClassifierContract",
        "auth/PasswordHasher, PH, dev.parley.testkit.PasswordHasherContract",
        "auth/UserDirectory, UD, dev.parley.testkit.UserDirectoryContract"
    })
    void everyDocumentedRuleHasATest(String spi, String prefix, Class<?> contract) throws IOException {
        assertThat(rulesOf(contract)).isEqualTo(documented(spi, prefix));
    }

    static Set<String> documented(String spi, String prefix) throws IOException {
        String source = Files.readString(Path.of("../src/main/java/dev/parley/core", spi + ".java"));
        Matcher matcher = Pattern.compile("<li>(" + prefix + "-\\d+) ").matcher(source);
        return matcher.results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
