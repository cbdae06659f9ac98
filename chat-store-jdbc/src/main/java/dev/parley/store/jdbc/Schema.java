package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings the tables up to date. Safe when several processes do it at once. */
final class Schema {

    private Schema() {}

    static void update(DataSource dataSource, Dialect dialect) {
        try {
            migrations(dataSource, dialect).load().migrate();
        } catch (FlywayValidateException e) {
            throw misfit("The tables of the chat were not made by the migrations of this version", e);
        } catch (FlywayException e) {
            throw switch (Fault.of(e)) {
                case LOST, TIMEOUT -> Failures.working(e);
                case OVERLOADED ->
                    misfit(
                            "The tables of the chat could not be brought up to date; that takes two connections at once",
                            e);
                default ->
                    misfit(
                            "The tables of the chat could not be brought up to date; the database user needs the right to"
                                    + " create tables",
                            e);
            };
        }
    }

    /** Looks whether an owner has brought the tables up to date, as a login that may not do it. */
    static void requireCurrent(DataSource dataSource, Dialect dialect) {
        try {
            migrations(dataSource, dialect)
                    .initSql("SET ROLE " + Scope.APP)
                    .load()
                    .validate();
        } catch (FlywayException e) {
            throw switch (Fault.of(e)) {
                case LOST, TIMEOUT -> Failures.working(e);
                default ->
                    misfit(
                            "The tables of the chat are not those of this version, and no owner was given who may bring them"
                                    + " up to date",
                            e);
            };
        }
    }

    private static FluentConfiguration migrations(DataSource dataSource, Dialect dialect) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:" + dialect.migrations())
                .failOnMissingLocations(true)
                .table("parley_schema_history")
                // The schema may be the host's own, with tables and a Flyway history of its own.
                .createSchemas(false)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholderReplacement(false);
    }

    private static ChatException misfit(String detail, FlywayException cause) {
        return ChatException.fault(ErrorCode.CONFIGURATION, detail, WordlessCause.of(cause));
    }
}
