package dev.parley.examples.server.browser;

import com.microsoft.playwright.Locator;

/** Somebody who has no mouse: goes from thing to thing with the tabulator, and can only use what is reached so. */
final class Keyboard {

    private static final int MAX_STEPS = 80;

    private final com.microsoft.playwright.Keyboard keys;

    Keyboard(ChatPage chat) {
        this.keys = chat.tab().keyboard();
    }

    /** Goes on until something has the focus. */
    Keyboard reach(Locator target) {
        return reach(target, "Tab");
    }

    /** Goes back until something has the focus. */
    Keyboard reachBack(Locator target) {
        return reach(target, "Shift+Tab");
    }

    /** Presses a key until something has the focus. */
    Keyboard reach(Locator target, String key) {
        target.waitFor();
        for (int step = 0; step < MAX_STEPS; step++) {
            if (hasFocus(target)) {
                return this;
            }
            keys.press(key);
        }
        throw new AssertionError("The keyboard does not reach " + target);
    }

    static boolean hasFocus(Locator target) {
        return (boolean) target.evaluate("(e) => document.activeElement === e");
    }

    Keyboard press(String key) {
        keys.press(key);
        return this;
    }

    Keyboard type(String text) {
        keys.type(text);
        return this;
    }
}
