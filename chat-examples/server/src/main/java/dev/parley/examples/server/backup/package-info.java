/** Backups of the server's database: the commands, the schedule, and how a running server is asked. */
@NullMarked
package dev.parley.examples.server.backup;

import org.jspecify.annotations.NullMarked;
