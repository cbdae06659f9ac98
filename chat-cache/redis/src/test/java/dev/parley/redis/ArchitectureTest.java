package dev.parley.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.parley.redis", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_CORE_AND_DECLARED_LIBRARIES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.parley.core..",
                    "dev.parley.redis..",
                    "io.lettuce.core..",
                    "io.netty.buffer..",
                    "io.netty.util..",
                    "com.github.benmanes.caffeine..",
                    "com.fasterxml.jackson..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule NO_CYCLES_BETWEEN_FEATURES =
            slices().matching("dev.parley.redis.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CONNECTIONS_KNOW_NO_FEATURE = noClasses()
            .that()
            .resideInAPackage("dev.parley.redis.connection")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parley.redis.cache..",
                    "dev.parley.redis.ratelimit..",
                    "dev.parley.redis.auth..",
                    "dev.parley.redis.delivery..",
                    "dev.parley.redis.lease..");

    @ArchTest
    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveNameMatching(".*(Utils?|Helper|Manager)");

    @ArchTest
    static final ArchRule NO_STANDARD_STREAMS = noClasses().should(ACCESS_STANDARD_STREAMS);
}
