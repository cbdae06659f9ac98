/** The machinery of operations: backups. */
@org.jspecify.annotations.NullMarked
module dev.parley.operations {
    requires transitive dev.parley.core;
    requires com.fasterxml.jackson.core;
    requires com.github.luben.zstd_jni;
    requires org.jspecify;
    requires org.slf4j;

    exports dev.parley.operations.backup;
}
