package dev.parley.testkit;

import dev.parley.core.delivery.EventBus;

class InMemoryEventBusTest implements EventBusContract {

    @Override
    public EventBusSystem createSystem() {
        EventBus only = EventBus.inMemory();
        return new EventBusSystem() {
            @Override
            public EventBus newBus() {
                return only;
            }

            @Override
            public void close() {
                only.close();
            }
        };
    }
}
