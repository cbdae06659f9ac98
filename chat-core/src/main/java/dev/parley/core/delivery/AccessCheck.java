package dev.parley.core.delivery;

/**
 * The host's word on whether a subscriber's access still holds: its token, its session, its account. Asked about twice a
 * second, so that it takes effect within one; answers from memory and never blocks. Who can't tell answers what it last
 * knew; what it throws ends the subscription as revoked.
 */
@FunctionalInterface
public interface AccessCheck {

    /** {@return whether the access holds} */
    boolean holds();

    /** {@return access that holds as long as the principal takes part} */
    static AccessCheck always() {
        return () -> true;
    }
}
