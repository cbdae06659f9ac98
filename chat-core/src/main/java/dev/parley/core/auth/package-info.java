/** Who calls, what they may do, and who the users are: interfaces, with an in-memory directory. */
package dev.parley.core.auth;
