package dev.parley.testkit;

/**
 * The contract of {@link dev.parley.core.delivery.EventBus}: one test for each of its numbered rules. The test of an adapter
 * implements this interface and writes {@link EventBusFactory#createSystem createSystem}. Arrival on another bus is waited
 * for, for a few seconds at most; how long it takes is nobody's business here. Where one bus is the whole system, what is
 * said of other buses is tested on that one, and EB-6 is aborted.
 */
public interface EventBusContract extends BusDeliveryRules, BusFailureRules {}
