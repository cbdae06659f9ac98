package dev.parley.store.jdbc;

/** What went wrong, in words that hold no secret. */
final class Failures {

    private Failures() {}

    static String withoutParameters(String jdbcUrl) {
        return jdbcUrl.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
    }
}
