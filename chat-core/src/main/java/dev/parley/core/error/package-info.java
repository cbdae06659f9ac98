/**
 * How calls end other than well: {@link dev.parley.core.error.ErrorCode stable codes}, the one
 * {@link dev.parley.core.error.ChatException exception} for faults and broken input, and
 * {@link dev.parley.core.error.Outcome outcomes} that programs must expect. Imports nothing of the engine.
 */
package dev.parley.core.error;
