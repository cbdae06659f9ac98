/**
 * The front door: build a {@link dev.parley.core.ChatEngine}, open a {@link dev.parley.core.ChatSession} for a principal,
 * {@link dev.parley.core.ChatSession#send send}.
 */
package dev.parley.core;
