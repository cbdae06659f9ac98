package dev.parley.examples.server.accounts;

import dev.parley.core.observe.ChatEvent;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.observe.SecurityEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what bears on who may do what to a log of its own. The events hold ids only. */
final class SecurityLog implements ChatListener {

    private static final Logger LOG = LoggerFactory.getLogger("dev.parley.security");

    @Override
    public void onEvent(ChatEvent event) {
        if (event instanceof SecurityEvent.RefreshTokenReused) {
            LOG.warn("{}", event);
        } else if (event instanceof SecurityEvent) {
            LOG.info("{}", event);
        }
    }
}
