/**
 * Contract tests for adapters, one test for each numbered rule of an SPI; a clock that is moved by hand; wrappers that
 * inject faults. The test of an adapter implements a contract and writes its factory method.
 */
package dev.parley.testkit;
