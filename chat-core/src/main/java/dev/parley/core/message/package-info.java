/**
 * The model: a conversation is an append-only log of {@link dev.parley.core.message.Entry entries}, and a
 * {@link dev.parley.core.message.Message message} is what its entries add up to. Values only: immutable, checked when
 * they are made, free of any storage.
 */
package dev.parley.core.message;
