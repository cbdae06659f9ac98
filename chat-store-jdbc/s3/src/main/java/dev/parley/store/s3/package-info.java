/** Where backups are kept: a bucket of S3, or of what speaks like it ({@link dev.parley.store.s3.S3BackupTarget}). */
@org.jspecify.annotations.NullMarked
package dev.parley.store.s3;
