/**
 * The chat store and the user directory on H2 and PostgreSQL.
 *
 * <p>{@link dev.parley.store.jdbc.JdbcDatabase} holds the pool and keeps the schema up to date;
 * {@link dev.parley.store.jdbc.JdbcChatStore} and {@link dev.parley.store.jdbc.JdbcUserDirectory} stand on one.
 */
@NullMarked
package dev.parley.store.jdbc;

import org.jspecify.annotations.NullMarked;
