/** What happens in the engine, as events: the only thing that metrics know of. */
package dev.parley.core.observe;
