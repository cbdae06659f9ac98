package dev.parley.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.parley.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.parley.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_IMPORTS_THE_ROOT = noClasses()
            .that()
            .resideInAPackage("dev.parley.core.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.parley.core");

    @ArchTest
    static final ArchRule ERRORS_IMPORT_NOTHING = noClasses()
            .that()
            .resideInAPackage("dev.parley.core.error")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parley.core",
                    "dev.parley.core.message",
                    "dev.parley.core.auth",
                    "dev.parley.core.store",
                    "dev.parley.core.observe",
                    "dev.parley.core.ratelimit",
                    "dev.parley.core.time");

    @ArchTest
    static final ArchRule MESSAGES_KNOW_NO_STORAGE = noClasses()
            .that()
            .resideInAPackage("dev.parley.core.message")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parley.core.store", "dev.parley.core.auth", "dev.parley.core.observe");

    @ArchTest
    static final ArchRule ONLY_THE_PLATFORM_AND_THREE_LIBRARIES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "dev.parley.core..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "jakarta.inject..");

    @ArchTest
    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveNameMatching(".*(Utils?|Helper|Manager)");

    @ArchTest
    static final ArchRule NO_STANDARD_STREAMS = noClasses().should(ACCESS_STANDARD_STREAMS);
}
