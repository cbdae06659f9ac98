/**
 * The place of the Caffeine adapters: a near cache in front of a slower one, and a rate limiter for a single process.
 * This version contains no types yet; the module is there so that its name and its dependencies are settled.
 */
package dev.parley.cache;
