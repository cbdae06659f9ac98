/** Live delivery: subscriptions to conversations, and the {@link dev.parley.core.delivery.EventBus} between nodes. */
package dev.parley.core.delivery;
