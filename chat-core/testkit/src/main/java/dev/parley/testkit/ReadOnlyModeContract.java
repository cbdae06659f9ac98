package dev.parley.testkit;

/**
 * The contract of {@link dev.parley.core.store.ReadOnlyMode}: one test for each of its numbered rules. The test of an adapter implements this interface
 * and writes {@link ChatStoreFactory#createStore createStore}.
 */
public interface ReadOnlyModeContract extends ReadOnlyRules {}
