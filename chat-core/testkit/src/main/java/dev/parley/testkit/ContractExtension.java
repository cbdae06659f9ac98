package dev.parley.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives each contract test its {@link LogFixture}, closes it afterwards, and, where the configuration parameter or system
 * property {@value #REPORT_PROPERTY} names a folder, writes there which rule passed on which adapter. Logs the reason of
 * each rule that was aborted.
 */
public final class ContractExtension implements ParameterResolver, TestWatcher {

    /** The parameter that names the folder of the report; no report without it. */
    public static final String REPORT_PROPERTY = "parley.contract.report";

    private static final System.Logger LOGGER = System.getLogger(ContractExtension.class.getName());
    private static final Namespace NAMESPACE = Namespace.create(ContractExtension.class);

    /** Made by JUnit. */
    public ContractExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LogFixture.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ChatStoreFactory factory = (ChatStoreFactory) context.getRequiredTestInstance();
        // The store of a context closes what is AutoCloseable in it when the test is over.
        return context.getStore(NAMESPACE)
                .computeIfAbsent(LogFixture.class, type -> new LogFixture(factory), LogFixture.class);
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        report(context, "pass");
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        report(context, "fail");
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        // Build tools count what was aborted, but keep the reason to themselves.
        LOGGER.log(
                System.Logger.Level.WARNING,
                "Not tested: {0} of {1}: {2}",
                context.getDisplayName(),
                context.getRequiredTestClass().getSimpleName(),
                reasonOf(cause));
        report(context, "skip");
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        report(context, "skip");
    }

    private static String reasonOf(@Nullable Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        return message == null ? "no reason given" : message;
    }

    private static void report(ExtensionContext context, String result) {
        String folder = context.getConfigurationParameter(REPORT_PROPERTY).orElse("");
        Optional<Rule> rule =
                context.getTestMethod().flatMap(method -> AnnotationSupport.findAnnotation(method, Rule.class));
        if (!folder.isEmpty() && rule.isPresent()) {
            String adapter = context.getRequiredTestClass().getSimpleName().replaceAll("(Test|IT)$", "");
            report(Path.of(folder), rule.get().value(), adapter, result);
        }
    }

    static void report(Path folder, String rule, String adapter, String result) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(adapter + ".tsv"),
                    rule + "\t" + adapter + "\t" + result + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the contract report", e);
        }
    }
}
