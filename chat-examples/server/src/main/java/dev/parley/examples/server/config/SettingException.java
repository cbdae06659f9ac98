package dev.parley.examples.server.config;

import java.io.Serial;

/**
 * A setting is wrong. The message is one line that names the setting and says what it must be. It never holds the value,
 * not even of a harmless setting: a secret that was put into the wrong variable must not end in a log.
 */
public final class SettingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * A wrong setting.
     *
     * @param name the variable or file
     * @param rule what it must be
     */
    public SettingException(String name, String rule) {
        super(name + " " + rule);
    }
}
