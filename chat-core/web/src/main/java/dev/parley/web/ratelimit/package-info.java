/** What a client is told about its allowance. */
@NullMarked
package dev.parley.web.ratelimit;

import org.jspecify.annotations.NullMarked;
