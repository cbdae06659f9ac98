/**
 * The storage SPI, in facets: {@link dev.parley.core.store.ChatLog the log} and
 * {@link dev.parley.core.store.PersonalData personal data}, with an in-memory adapter of both.
 */
package dev.parley.core.store;
