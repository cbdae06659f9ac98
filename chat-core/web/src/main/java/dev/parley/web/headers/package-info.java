/** The fields of requests and answers: how to read them, and which every answer carries. */
@NullMarked
package dev.parley.web.headers;

import org.jspecify.annotations.NullMarked;
