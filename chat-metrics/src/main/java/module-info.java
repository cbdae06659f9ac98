import org.jspecify.annotations.NullMarked;

/** Metrics on Micrometer. This version contains no types yet. */
@NullMarked
module dev.parley.metrics {
    requires dev.parley.core;
    requires org.jspecify;
}
