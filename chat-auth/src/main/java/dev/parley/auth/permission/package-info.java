/** Who may do what: roles, the permissions that they give and take, and the scopes of keys. */
@NullMarked
package dev.parley.auth.permission;

import org.jspecify.annotations.NullMarked;
