/** An intent classifier of its own: a linear model over word and character n-grams, which the build trains. */
@NullMarked
package dev.parley.examples.intents;

import org.jspecify.annotations.NullMarked;
