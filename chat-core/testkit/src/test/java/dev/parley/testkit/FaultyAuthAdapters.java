package dev.parley.testkit;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.SecondFactorStore;
import dev.parley.core.auth.SessionStore;
import java.time.InstantSource;

/** As {@link FaultyAdapters}, of who may do what. Run only by {@link AuthContractsFindFaultsTest}. */
final class FaultyAuthAdapters {

    private FaultyAuthAdapters() {}

    /** The feed with the fault. */
    static class FaultyChanges extends FaultyAdapters.Faulty implements AccessChangesContract {
        @Override
        public AccessChanges createChanges(InstantSource clock) {
            return PlantedChangesFaults.plant(rule, clock);
        }
    }

    /** The sessions with the fault. */
    static class FaultySessions extends FaultyAdapters.Faulty implements SessionStoreContract {
        @Override
        public StoreAndChanges<SessionStore> createSessions(InstantSource clock) {
            AccessChanges changes = AccessChanges.inMemory(clock);
            AccessChanges told = rule.equals("SS-9") ? AccessChanges.inMemory(clock) : changes;
            return new StoreAndChanges<>(PlantedSessionFaults.plant(rule, SessionStore.inMemory(clock, told)), changes);
        }
    }

    /** The refresh tokens with the fault. */
    static class FaultyTokens extends FaultyAdapters.Faulty implements RefreshTokenStoreContract {
        @Override
        public RefreshTokenStore createTokens(InstantSource clock) {
            return PlantedRefreshFaults.plant(rule, clock);
        }
    }

    /** The keys with the fault. */
    static class FaultyKeys extends FaultyAdapters.Faulty implements ApiKeyStoreContract {
        @Override
        public StoreAndChanges<ApiKeyStore> createKeys(InstantSource clock) {
            AccessChanges changes = AccessChanges.inMemory(clock);
            AccessChanges told = rule.equals("AK-8") ? AccessChanges.inMemory(clock) : changes;
            return new StoreAndChanges<>(PlantedKeyFaults.plant(rule, ApiKeyStore.inMemory(clock, told)), changes);
        }
    }

    /** The throttle with the fault. */
    static class FaultyThrottle extends FaultyAdapters.Faulty implements LoginThrottleContract {
        @Override
        public LoginThrottle createThrottle(InstantSource clock) {
            return PlantedThrottleFaults.plant(rule, clock);
        }
    }

    /** The second factors with the fault. */
    static class FaultyFactors extends FaultyAdapters.Faulty implements SecondFactorStoreContract {
        @Override
        public SecondFactorStore createFactors() {
            return PlantedFactorFaults.plant(rule);
        }
    }

    /** The secrets with the fault. */
    static class FaultySecrets extends FaultyAdapters.Faulty implements SecretSourceContract {
        @Override
        public Secrets createSecrets() {
            return PlantedSecretFaults.plant(rule);
        }
    }
}
