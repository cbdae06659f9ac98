package dev.parley.testkit;

/**
 * The contract of {@link dev.parley.core.backup.BackupSource}: one test for each of its numbered rules. The test of an
 * adapter implements this interface and writes what {@link BackupSourceFactory} asks for.
 */
public interface BackupSourceContract extends SnapshotRules, RestoreRules, RestoredRules {}
