/** Copies of what is dear to find out, on this node and on those beside it. */
package dev.parley.core.cache;
