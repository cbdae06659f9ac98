/** Pools of connections: how many and as whom, who may wait for one, and what the server can carry. */
@NullMarked
package dev.parley.store.jdbc.pool;

import org.jspecify.annotations.NullMarked;
