package dev.parley.examples.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What figures were taken on. */
public final class Machine {

    private Machine() {}

    /** {@return the machine, with its load now: figures of a machine that does other things are none} */
    public static String describe() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(
                Locale.ROOT,
                "%d cores (load average %.2f), %s %s, %s",
                Runtime.getRuntime().availableProcessors(),
                load,
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("os.name"));
    }
}
