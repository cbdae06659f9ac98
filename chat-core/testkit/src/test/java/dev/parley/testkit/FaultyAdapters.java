package dev.parley.testkit;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.reply.IntentClassifier;
import dev.parley.core.reply.Responder;
import dev.parley.core.store.ChatStore;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;

/** For each contract an adapter that can be told which rule to break. Run only by {@link ContractsFindFaultsTest}. */
final class FaultyAdapters {

    /** The configuration parameter that names the rule. */
    static final String FAULT = "parley.testkit.fault";

    private FaultyAdapters() {}

    /** Tells an instance which rule to break. */
    static final class FaultSetter implements TestInstancePostProcessor {
        @Override
        public void postProcessTestInstance(Object instance, ExtensionContext context) {
            ((Faulty) instance).rule = context.getConfigurationParameter(FAULT).orElseThrow();
        }
    }

    /** An adapter that can be told which rule to break. */
    @ExtendWith(FaultSetter.class)
    abstract static class Faulty {
        String rule = "";
    }

    /** The log with the fault. */
    static class FaultyLog extends Faulty implements ChatLogContract {
        @Override
        public ChatStore createStore(InstantSource clock) {
            if (rule.equals("CL-16")) {
                ChatStore open = ChatStore.inMemory(clock);
                return new Planted(open, open.log(), null) {
                    @Override
                    public void close() {
                        // The fault: it goes on as before.
                    }
                };
            }
            int number = Integer.parseInt(rule.substring("CL-".length()));
            return Planted.log(ChatStore.inMemory(clock), log -> switch (number / 10) {
                case 0 -> new PlantedSequenceFaults(clock).plant(rule, log);
                case 1 -> new PlantedVisibilityFaults(rule, log);
                case 2 -> new PlantedParticipantFaults(rule, log);
                case 3 -> new PlantedMessageFaults(rule, log);
                default -> new PlantedReadingFaults(rule, log);
            });
        }
    }

    /** The personal data with the fault. */
    static class FaultyData extends Faulty implements PersonalDataContract {
        @Override
        public ChatStore createStore(InstantSource clock) {
            return PlantedDataFaults.plant(rule, ChatStore.inMemory(clock));
        }
    }

    /** The read-only mode with the fault. */
    static class FaultyReadOnlyMode extends Faulty implements ReadOnlyModeContract {
        @Override
        public ChatStore createStore(InstantSource clock) {
            return PlantedReadOnlyFaults.plant(rule, ChatStore.inMemory(clock));
        }
    }

    /** The retention with the fault. */
    static class FaultyRetention extends Faulty implements HistoryRetentionContract {
        @Override
        public ChatStore createStore(InstantSource clock) {
            return PlantedRetentionFaults.plant(rule, ChatStore.inMemory(clock));
        }
    }

    /** The turns with the fault. */
    static class FaultyTurns extends Faulty implements ChatTurnsContract {
        @Override
        public ChatStore createStore(InstantSource clock) {
            return PlantedTurnFaults.plant(rule, ChatStore.inMemory(clock));
        }
    }

    /** The feed with the fault. */
    static class FaultyFeed extends Faulty implements ChatFeedContract {
        @Override
        public ChatStore createStore(InstantSource clock) {
            return PlantedFeedFaults.plant(rule, ChatStore.inMemory(clock));
        }
    }

    /** The bus with the fault. */
    static class FaultyBus extends Faulty implements EventBusContract {
        @Override
        public EventBusSystem createSystem() {
            return new PlantedBusFaults(rule);
        }

        /** Less than usual, for what is lost is waited for all this time. */
        @Override
        public Duration patience() {
            return Duration.ofSeconds(2);
        }
    }

    /** The responder with the fault. */
    static class FaultyResponder extends Faulty implements ResponderContract {
        @Override
        public Responder createResponder() {
            return new PlantedResponderFaults(rule);
        }
    }

    /** The directory with the fault. */
    static class FaultyDirectory extends Faulty implements UserDirectoryContract {
        @Override
        public UserDirectory createDirectory() {
            return createDirectoryAndChanges().store();
        }

        @Override
        public StoreAndChanges<UserDirectory> createDirectoryAndChanges() {
            AccessChanges changes = AccessChanges.inMemory(InstantSource.system());
            AccessChanges told = rule.equals("UD-13") ? AccessChanges.inMemory(InstantSource.system()) : changes;
            return new StoreAndChanges<>(PlantedDirectoryFaults.plant(rule, UserDirectory.inMemory(told)), changes);
        }
    }

    /** The classifier with the fault. */
    static class FaultyClassifier extends Faulty implements IntentClassifierContract {
        @Override
        public IntentClassifier createClassifier() {
            return new PlantedIntentFaults(rule);
        }

        @Override
        public Example example() {
            return PlantedIntentFaults.EXAMPLE;
        }
    }

    /** The hasher with the fault. */
    static class FaultyHasher extends Faulty implements PasswordHasherContract {
        @Override
        public PasswordHasher createHasher() {
            return new PlantedHasherFaults(rule);
        }
    }
}
