/** The bot that understands: its answers, and the command that measures how well it does. */
@NullMarked
package dev.parley.examples.server.intents;

import org.jspecify.annotations.NullMarked;
