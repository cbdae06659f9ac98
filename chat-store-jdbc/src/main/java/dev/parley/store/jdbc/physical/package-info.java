/**
 * Physical backups of PostgreSQL: whichever of pgBackRest and pg_basebackup is installed is driven
 * ({@link dev.parley.store.jdbc.physical.PhysicalBackup}), and what it came to is kept beside the other backups.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.store.jdbc.physical;
