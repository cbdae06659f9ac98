/** The right to be the only one, for a while. */
package dev.parley.core.lease;
