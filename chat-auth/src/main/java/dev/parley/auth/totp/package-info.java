/** The second factor: time-based one-time passwords, and recovery codes for who has lost their device. */
@NullMarked
package dev.parley.auth.totp;

import org.jspecify.annotations.NullMarked;
