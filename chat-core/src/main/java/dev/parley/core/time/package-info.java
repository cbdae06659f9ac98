/** Deadlines that travel with a call through every SPI. */
package dev.parley.core.time;
