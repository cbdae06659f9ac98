/**
 * Backups: what can be backed up ({@link dev.parley.core.backup.BackupSource}), where backups go
 * ({@link dev.parley.core.backup.BackupTarget}), and which of them may be removed
 * ({@link dev.parley.core.backup.Retention}). The machinery that writes archives, verifies them by restoring them, and
 * keeps to a schedule lies in chat-operations.
 */
package dev.parley.core.backup;
