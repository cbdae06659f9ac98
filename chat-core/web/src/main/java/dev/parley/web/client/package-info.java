/** From where a request comes, told by the connection and by proxies that are trusted. */
@NullMarked
package dev.parley.web.client;

import org.jspecify.annotations.NullMarked;
