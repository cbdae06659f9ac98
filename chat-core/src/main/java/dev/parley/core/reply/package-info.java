/** Bots: the {@link dev.parley.core.reply.Responder} SPI and what carries their turns out. */
package dev.parley.core.reply;
