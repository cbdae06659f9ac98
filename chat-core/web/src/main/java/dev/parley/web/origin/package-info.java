/** Origins of web pages, and lists of those that are trusted. */
@NullMarked
package dev.parley.web.origin;

import org.jspecify.annotations.NullMarked;
