/**
 * The whole content of an installation as rows of known tables, the same for every store: by it an installation moves
 * between databases, and is backed up without the tools of any. See {@link dev.parley.core.portable.PortableStore}.
 */
package dev.parley.core.portable;
