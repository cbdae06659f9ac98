package dev.parley.testkit;

/**
 * The contract of {@link dev.parley.core.portable.PortableStore}: that of {@link dev.parley.core.backup.BackupSource}, with
 * conversations and users.
 */
public interface PortableStoreContract extends PortableStoreFactory, BackupSourceContract {}
