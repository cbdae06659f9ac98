package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.RefreshRotation;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.time.Duration;
import java.util.List;

/** How refresh tokens end: a part of {@link RefreshTokenStoreContract}. */
public interface RefreshEndingRules extends RefreshTokenStoreFactory {

    /** RT-5: the idle and the absolute end. */
    @Rule("RT-5")
    default void tokensExpire() {
        try (RefreshFixture f = new RefreshFixture(this)) {
            TokenHash idle = f.issue("idle");
            TokenHash used = f.issue("used");
            TokenHash newest = Fresh.hash();
            f.clock().advance(RefreshFixture.IDLE.minusSeconds(1));
            f.rotate(used, newest);
            f.clock().advance(Duration.ofSeconds(1));
            assertThat(f.present(idle)).isEqualTo(new RefreshRotation.Expired());
            assertThat(f.present(idle)).isEqualTo(new RefreshRotation.Expired());
            f.clock().advance(Duration.ofSeconds(-1));
            assertThat(f.present(idle)).as("nothing has changed").isEqualTo(f.rotated("idle"));
            f.clock().advance(RefreshFixture.ABSOLUTE.minus(RefreshFixture.IDLE).plusSeconds(1));
            assertThat(f.present(newest)).isEqualTo(new RefreshRotation.Expired());
            assertThat(f.present(used)).isEqualTo(new RefreshRotation.Expired());
        }
    }

    /** RT-6: unknown tokens. */
    @Rule("RT-6")
    default void unknownAndRevokedTokensAreUnknown() {
        try (RefreshFixture f = new RefreshFixture(this)) {
            assertThat(f.present(Fresh.hash())).isEqualTo(new RefreshRotation.Unknown());
            TokenHash first = f.issue("s");
            TokenHash second = Fresh.hash();
            f.rotate(first, second);
            assertThat(f.revoke("s")).isTrue();
            assertThat(f.present(first)).isEqualTo(new RefreshRotation.Unknown());
            assertThat(f.present(second)).isEqualTo(new RefreshRotation.Unknown());
        }
    }

    /** RT-9: revoked without a trace. */
    @Rule("RT-9")
    default void revokingLeavesNoTrace() {
        try (RefreshFixture f = new RefreshFixture(this)) {
            TokenHash first = f.issue("s");
            TokenHash second = Fresh.hash();
            f.rotate(first, second);
            TokenHash spared = f.issue("spared");
            f.issue("u");
            RefreshOwner other = new RefreshOwner(f.tenant(), new UserId("b"), new SessionId("other"));
            TokenHash others = Fresh.hash();
            f.store().issue(other, others, RefreshFixture.IDLE, RefreshFixture.ABSOLUTE, Fresh.deadline());
            assertThat(f.revokeAll("a", "spared")).isEqualTo(2);
            assertThat(f.revokeAll("a", "spared")).isZero();
            assertThat(f.revoke("s")).isFalse();
            assertThat(f.present(second)).isEqualTo(new RefreshRotation.Unknown());
            for (TokenHash hash : List.of(first, second)) {
                f.store()
                        .issue(
                                f.owner("again-" + hash.hex().substring(0, 8)),
                                hash,
                                RefreshFixture.IDLE,
                                RefreshFixture.ABSOLUTE,
                                Fresh.deadline());
            }
            assertThat(f.present(spared)).isEqualTo(f.rotated("spared"));
            assertThat(f.revoke("spared")).isTrue();
            assertThat(f.revoke("spared")).isFalse();
            assertThat(f.revokeAll("a", null)).isEqualTo(2);
            assertThat(f.present(others)).isInstanceOf(RefreshRotation.Rotated.class);
        }
    }

    /** RT-10: purging. Families of other tests may be purged too. */
    @Rule("RT-10")
    default void purgingRemovesWhatIsOver() {
        try (RefreshFixture f = new RefreshFixture(this)) {
            TokenHash over = f.issue("over");
            f.issue("over-2");
            f.issue("over-3");
            TokenHash used = f.issue("used");
            TokenHash newest = Fresh.hash();
            TokenHash stolen = f.issue("stolen");
            TokenHash successor = Fresh.hash();
            f.clock().advance(RefreshFixture.IDLE.minusSeconds(1));
            f.rotate(used, newest);
            f.rotate(stolen, successor);
            f.clock().advance(RefreshFixture.GRACE.plusSeconds(1));
            assertThat(f.present(stolen)).isEqualTo(f.reused("stolen"));
            assertThat(f.store().purge(2, Fresh.deadline())).isEqualTo(2);
            Fresh.purgeAll(() -> f.store().purge(10_000, Fresh.deadline()));
            assertThat(f.present(over)).isEqualTo(new RefreshRotation.Unknown());
            assertThat(f.present(successor)).as("dead, but not over").isEqualTo(f.reused("stolen"));
            assertThat(f.present(newest)).isEqualTo(f.rotated("used"));
        }
    }

    /** RT-12: tenants are apart. */
    @Rule("RT-12")
    default void tenantsAreApart() {
        try (RefreshFixture f = new RefreshFixture(this)) {
            TenantId other = Fresh.tenant();
            TokenHash token = f.issue("s");
            assertThat(f.store().revoke(other, new SessionId("s"), Fresh.deadline()))
                    .isFalse();
            assertThat(f.store().revokeAll(other, new UserId("a"), null, Fresh.deadline()))
                    .isZero();
            RefreshOwner same = new RefreshOwner(other, new UserId("a"), new SessionId("s"));
            f.store().issue(same, Fresh.hash(), RefreshFixture.IDLE, RefreshFixture.ABSOLUTE, Fresh.deadline());
            assertThat(f.store().revoke(other, new SessionId("s"), Fresh.deadline()))
                    .isTrue();
            assertThat(f.present(token)).isEqualTo(f.rotated("s"));
        }
    }
}
