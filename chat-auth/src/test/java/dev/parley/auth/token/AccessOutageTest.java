package dev.parley.auth.token;

import static dev.parley.auth.token.AccessNodes.SESSION;
import static dev.parley.auth.token.AccessNodes.TENANT;
import static dev.parley.auth.token.AccessNodes.USER;
import static dev.parley.auth.token.AccessNodes.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Resource;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorKind;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An outage is neither a "no" nor a "yes". */
class AccessOutageTest {

    private static final Duration BEYOND = Duration.ofMillis(1001);

    private final AccessNodes nodes = new AccessNodes();
    private final String token = nodes.token();

    @AfterEach
    void close() {
        nodes.close();
    }

    private void unavailable() {
        assertThatThrownBy(() -> nodes.here.authenticate(token, soon()))
                .asInstanceOf(InstanceOfAssertFactories.type(ChatException.class))
                .satisfies(e -> assertThat(e.code().kind()).isEqualTo(ErrorKind.UNAVAILABLE));
        assertThatThrownBy(() -> nodes.here.authorize(token, Resource.tenant(), Action.LIST_CONVERSATIONS, soon()))
                .isInstanceOf(ChatException.class);
    }

    private void granted() {
        assertThat(nodes.here.authenticate(token, soon())).isInstanceOf(AccessResult.Granted.class);
        assertThat(nodes.here.authorize(token, Resource.tenant(), Action.LIST_CONVERSATIONS, soon()))
                .isInstanceOf(AccessDecision.Allowed.class);
    }

    @Test
    void withoutStoresNobodyNewIsLetInAndNobodyIsRefused() {
        nodes.storeOutage.cut(true);
        unavailable();
        nodes.storeOutage.cut(false);
        granted();
    }

    @Test
    void whoIsTrustedStaysWhileTheFeedIsRead() {
        granted();
        nodes.storeOutage.cut(true);
        nodes.pass(BEYOND);
        nodes.poll();
        granted();
    }

    @Test
    void withoutTheFeedTheStoresConfirmOnceInTheBound() {
        granted();
        nodes.feedOutage.cut(true);
        nodes.pass(BEYOND);
        nodes.poll();
        int calls = nodes.storeOutage.calls();
        granted();
        granted();
        assertThat(nodes.storeOutage.calls() - calls).isEqualTo(2);
        nodes.sessions.revoke(TENANT, SESSION, soon());
        nodes.pass(BEYOND);
        assertThat(nodes.here.authenticate(token, soon()))
                .isEqualTo(new AccessResult.Refused(AccessRefusal.SESSION_ENDED));
    }

    @Test
    void withoutFeedAndStoresTrustEndsWithTheBound() {
        granted();
        nodes.feedOutage.cut(true);
        nodes.storeOutage.cut(true);
        nodes.pass(Duration.ofSeconds(1));
        nodes.poll();
        granted();
        nodes.pass(Duration.ofMillis(1));
        unavailable();
    }

    @Test
    void whatHappenedDuringAnOutageOfTheFeedIsMadeUpFor() {
        granted();
        nodes.feedOutage.cut(true);
        nodes.poll();
        nodes.users.setEnabled(TENANT, USER, false, soon());
        nodes.feedOutage.cut(false);
        nodes.poll();
        assertThat(nodes.here.authenticate(token, soon()))
                .isEqualTo(new AccessResult.Refused(AccessRefusal.USER_DISABLED));
    }

    @Test
    void aFeedThatBeginsLateMakesWhatWasReadBeforeCountForNothing() {
        AccessNodes late = new AccessNodes();
        late.close();
        Access node = Access.builder()
                .keys(late.keys)
                .issuer("i")
                .audience("a")
                .sessions(late.sessions)
                .users(late.users)
                .changes(late.feedOutage.around(dev.parley.core.auth.AccessChanges.class, late.changes))
                .clock(late.clock)
                .nanoTime(late.nanos::get)
                .unstarted();
        late.feedOutage.cut(true);
        node.poll();
        assertThat(node.authenticate(late.token(), soon())).isInstanceOf(AccessResult.Granted.class);
        String of = late.token();
        node.authenticate(of, soon());
        late.sessions.revoke(TENANT, SESSION, soon());
        late.feedOutage.cut(false);
        node.poll();
        assertThat(node.authenticate(of, soon())).isEqualTo(new AccessResult.Refused(AccessRefusal.SESSION_ENDED));
        node.close();
    }

    @Test
    void aWatchedAccessAnswersWhatWasKnownLast() {
        granted();
        AccessCheck check = nodes.here.check(token);
        nodes.feedOutage.cut(true);
        nodes.storeOutage.cut(true);
        nodes.pass(BEYOND);
        assertThat(check.holds()).isTrue();
    }

    @Test
    void aUseThatCantBeNotedKeepsNobodyOut() {
        granted();
        nodes.pass(Duration.ofMinutes(2));
        nodes.poll();
        nodes.storeOutage.cut(true);
        granted();
    }
}
