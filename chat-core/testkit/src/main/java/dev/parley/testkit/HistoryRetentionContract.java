package dev.parley.testkit;

/**
 * The contract of {@link dev.parley.core.store.HistoryRetention}: one test at least for each of its numbered rules. The test of
 * an adapter implements this interface and writes {@link ChatStoreFactory#createStore createStore}.
 */
public interface HistoryRetentionContract extends TrimmingRules, TrimmedReadingRules, LegalHoldRules {}
