/** Contract tests for the SPIs, a manual clock, and wrappers that inject faults. */
@org.jspecify.annotations.NullMarked
module dev.parley.testkit {
    requires transitive dev.parley.core;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;
    requires org.junit.platform.commons;
    requires org.opentest4j;

    exports dev.parley.testkit;

    opens dev.parley.testkit to
            org.junit.platform.commons;
}
