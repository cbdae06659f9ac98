import org.jspecify.annotations.NullMarked;

/** Caching on Caffeine. This version contains no types yet. */
@NullMarked
module dev.parley.cache {
    requires dev.parley.core;
    requires org.jspecify;
}
