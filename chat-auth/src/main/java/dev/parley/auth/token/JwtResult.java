package dev.parley.auth.token;

/** What verifying a JWT came to. */
public sealed interface JwtResult {

    /**
     * The token holds.
     *
     * @param claims what it says
     */
    record Verified(JwtClaims claims) implements JwtResult {}

    /**
     * The token does not hold, and nothing that it says must be believed.
     *
     * @param reason why
     */
    record Rejected(JwtRejection reason) implements JwtResult {}
}
