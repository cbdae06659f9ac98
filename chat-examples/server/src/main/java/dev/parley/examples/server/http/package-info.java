/** HTTP without the chat: reading strict JSON, writing problems, bounding what a client can cost. */
@NullMarked
package dev.parley.examples.server.http;

import org.jspecify.annotations.NullMarked;
