package dev.parley.testkit;

/**
 * The contract of {@link dev.parley.core.cache.Cache}: one test for each of its numbered rules. The test of an adapter implements this
 * interface and writes {@link CacheFactory#createSystem createSystem}. What is said of all nodes is tested on two, or on the one
 * that there is.
 */
public interface CacheContract extends CachedValueRules, CacheTimeRules, CacheLoadRules, CacheEvictionRules {}
