/** The place of rate limiting in the walk of a message. The default lets everything through. */
package dev.parley.core.ratelimit;
