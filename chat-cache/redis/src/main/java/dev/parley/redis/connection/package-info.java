/** How Redis is reached. */
@NullMarked
package dev.parley.redis.connection;

import org.jspecify.annotations.NullMarked;
