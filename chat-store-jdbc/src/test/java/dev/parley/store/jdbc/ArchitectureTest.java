package dev.parley.store.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.parley.store.jdbc", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_CORE_AND_DECLARED_LIBRARIES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.sql..",
                    "dev.parley.core..",
                    "dev.parley.store.jdbc..",
                    "com.zaxxer.hikari..",
                    "org.jdbi..",
                    "org.flywaydb..",
                    "org.h2..",
                    "org.postgresql..",
                    "org.slf4j..",
                    "org.jspecify..");

    /** Of the pools also what the entry points are told and what they are made of. */
    @ArchTest
    static final ArchRule ONLY_ENTRY_POINTS_ARE_PUBLIC = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .haveNameMatching(".*\\.jdbc\\.(Jdbc\\w+|PostgresEventBus)|.*\\.(pool|physical)\\.\\w+");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.parley.store.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveNameMatching(".*(Utils?|Helper|Manager)");

    @ArchTest
    static final ArchRule NO_STANDARD_STREAMS = noClasses().should(ACCESS_STANDARD_STREAMS);
}
