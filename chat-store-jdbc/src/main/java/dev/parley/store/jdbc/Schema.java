package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings the tables up to date. Safe when several processes do it at once. */
final class Schema {

    private Schema() {}

    static void update(DataSource dataSource, Dialect dialect) {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations("classpath:" + dialect.migrations())
                    .failOnMissingLocations(true)
                    .table("parley_schema_history")
                    // The schema may be the host's own, with tables and a Flyway history of its own.
                    .createSchemas(false)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .placeholderReplacement(false)
                    .load()
                    .migrate();
        } catch (FlywayValidateException e) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION,
                    "The tables of the chat were not made by the migrations of this version",
                    WordlessCause.of(e));
        } catch (FlywayException e) {
            if (Fault.of(e) == Fault.LOST || Fault.of(e) == Fault.TIMEOUT) {
                throw Failures.working(e);
            }
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION,
                    "The tables of the chat could not be brought up to date; the database user needs the right to create"
                            + " tables",
                    WordlessCause.of(e));
        }
    }
}
