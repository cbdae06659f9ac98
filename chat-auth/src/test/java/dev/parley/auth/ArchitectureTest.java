package dev.parley.auth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.parley.auth", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.parley.auth.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_CORE_AND_DECLARED_LIBRARIES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "dev.parley.core..",
                    "dev.parley.auth..",
                    "io.jsonwebtoken..",
                    "com.fasterxml.jackson..",
                    "com.github.benmanes.caffeine..",
                    "org.bouncycastle..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule ONLY_TOKENS_KNOW_THEIR_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackage("dev.parley.auth.token")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.jsonwebtoken..", "com.fasterxml.jackson..", "com.github.benmanes.caffeine..");

    @ArchTest
    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveNameMatching(".*(Utils?|Helper|Manager)");

    @ArchTest
    static final ArchRule NO_STANDARD_STREAMS = noClasses().should(ACCESS_STANDARD_STREAMS);
}
