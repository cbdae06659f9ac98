package dev.parley.store.jdbc;

import dev.parley.core.delivery.EventBus;
import dev.parley.testkit.EventBusContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;

class PostgresEventBusIT implements EventBusContract {

    private static JdbcDatabaseConfig config;

    @BeforeAll
    static void open() {
        config = PostgresServer.newDatabase();
    }

    @Override
    public EventBusSystem createSystem() {
        List<EventBus> buses = new ArrayList<>();
        return new EventBusSystem() {
            @Override
            public EventBus newBus() {
                EventBus bus = PostgresEventBus.open(config);
                buses.add(bus);
                return bus;
            }

            @Override
            public void close() {
                buses.forEach(EventBus::close);
            }
        };
    }
}
