package dev.parley.auth.password;

/** Why a new password is refused. Each has a rule to show to whoever chose it; none holds a part of the password. */
public enum PasswordFlaw {
    /** Too few code points. */
    TOO_SHORT("Use at least 15 characters, or 8 where you log in with a second factor."),
    /** Too many code points. */
    TOO_LONG("Use at most 256 characters."),
    /** A surrogate without its partner. */
    MALFORMED("Use well-formed Unicode."),
    /** Commonly used, or made of one or two common words, rows of keys, sequences or repetitions. */
    COMMON("This is among the first that are guessed. Use something less common, several unrelated words for example."),
    /** Little else than the name of the user or of the service. */
    CONTEXT("Use more than your name, your login name or the name of this service.");

    private final String rule;

    PasswordFlaw(String rule) {
        this.rule = rule;
    }

    /** {@return what to do about it, one or two English sentences for the user} */
    public String rule() {
        return rule;
    }
}
