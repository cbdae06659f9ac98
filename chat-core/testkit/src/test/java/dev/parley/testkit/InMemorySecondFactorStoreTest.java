package dev.parley.testkit;

import dev.parley.core.auth.SecondFactorStore;

class InMemorySecondFactorStoreTest implements SecondFactorStoreContract {

    @Override
    public SecondFactorStore createFactors() {
        return SecondFactorStore.inMemory();
    }
}
