/**
 * Makes backups of any {@link dev.parley.core.backup.BackupSource} in any {@link dev.parley.core.backup.BackupTarget}, proves
 * that they can be restored, restores them, and removes old ones.
 */
package dev.parley.operations.backup;
