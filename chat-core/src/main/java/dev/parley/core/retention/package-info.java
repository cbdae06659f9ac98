/** The removing of old history from time to time. */
package dev.parley.core.retention;
