/**
 * The place of the Micrometer binding, which will turn the engine's events into meters. This version contains no types
 * yet; the module is there so that its name and its dependencies are settled.
 */
package dev.parley.metrics;
