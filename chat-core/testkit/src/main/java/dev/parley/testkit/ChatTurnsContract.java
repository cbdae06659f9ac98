package dev.parley.testkit;

/**
 * The contract of {@link dev.parley.core.store.ChatTurns}: one test for each of its numbered rules. The test of an adapter
 * implements this interface and writes {@link ChatStoreFactory#createStore createStore} and, where leases do not go by the
 * clock that it was given, {@link ChatStoreFactory#passTime passTime}.
 */
public interface ChatTurnsContract
        extends AskingRules,
                AddressingRules,
                ClaimingRules,
                SpeakingRules,
                FinishingRules,
                StoppingRules,
                ContextRules,
                TurnReadingRules {}
