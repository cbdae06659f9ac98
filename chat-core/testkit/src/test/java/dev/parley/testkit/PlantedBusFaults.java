package dev.parley.testkit;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import dev.parley.testkit.EventBusFactory.EventBusSystem;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Buses on a carrier that keep the rules, each with a thread that takes what comes, and one fault for each of EB-1 to EB-8. */
final class PlantedBusFaults implements EventBusSystem {

    private final String rule;
    private final List<Bus> buses = new CopyOnWriteArrayList<>();

    PlantedBusFaults(String rule) {
        this.rule = rule;
    }

    @Override
    public EventBus newBus() {
        Bus bus = new Bus();
        buses.add(bus);
        return bus;
    }

    @Override
    public void close() {
        buses.forEach(Bus::close);
    }

    private final class Bus implements EventBus {

        private final ExecutorService inbox = Executors.newSingleThreadExecutor();
        private final List<Consumer<? super Signal>> listeners = new CopyOnWriteArrayList<>();
        private volatile boolean closed;

        /** What is held back to break EB-3; for the thread of the inbox. */
        private @Nullable Signal held;

        /** EB-1: tells its own from the carrier's thread; EB-6: waits for the others; EB-8: throws when closed. */
        @Override
        public void publish(Signal signal) {
            if (closed) {
                if (rule.equals("EB-8")) {
                    throw new IllegalStateException("closed");
                }
                return;
            }
            for (Bus bus : buses) {
                if (bus == this && !rule.equals("EB-1")) {
                    bus.tell(signal);
                } else if (bus != this && rule.equals("EB-6")) {
                    bus.arrived(signal);
                } else {
                    bus.receive(signal);
                }
            }
        }

        private synchronized void receive(Signal signal) {
            if (!closed) {
                inbox.execute(() -> arrived(signal));
            }
        }

        /** EB-2: hears some twice; EB-3: changes the order of some; EB-4: strips what is said. */
        private void arrived(Signal signal) {
            long seq = signal instanceof Signal.EntryAppended appended ? appended.seq() : 0;
            if (rule.equals("EB-3") && seq == 1_010) {
                held = signal;
                return;
            }
            if (rule.equals("EB-4") && signal instanceof Signal.FragmentWritten f) {
                tell(new Signal.FragmentWritten(
                        f.turn(), f.attempt(), f.offset(), f.text().strip()));
                return;
            }
            tell(signal);
            if (rule.equals("EB-2") && seq == 10) {
                tell(signal);
            }
            if (held != null && seq == 1_011) {
                tell(held);
                held = null;
            }
        }

        /** EB-5: one that throws keeps it from the others. */
        private void tell(Signal signal) {
            for (Consumer<? super Signal> listener : listeners) {
                try {
                    listener.accept(signal);
                } catch (RuntimeException e) {
                    if (rule.equals("EB-5")) {
                        return;
                    }
                }
            }
        }

        /** EB-7: never lets go. */
        @Override
        public Registration subscribe(Consumer<? super Signal> action, Runnable onLoss) {
            Consumer<Signal> listener = action::accept;
            listeners.add(listener);
            return () -> {
                if (!rule.equals("EB-7")) {
                    listeners.remove(listener);
                }
            };
        }

        @Override
        public synchronized void close() {
            closed = true;
            inbox.shutdownNow();
        }
    }
}
