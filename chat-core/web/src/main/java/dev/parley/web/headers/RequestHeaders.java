package dev.parley.web.headers;

import java.util.List;
import java.util.Optional;

/**
 * The header fields of one request, whatever the server. For the JDK's server it is
 * {@code name -> exchange.getRequestHeaders().getOrDefault(name, List.of())}, for a servlet
 * {@code name -> Collections.list(request.getHeaders(name))}.
 */
@FunctionalInterface
public interface RequestHeaders {

    /**
     * All lines of a field.
     *
     * @param name the name of the field, in any case
     * @return the value of each line, in the order in which they came; empty if there is none
     */
    List<String> all(String name);

    /**
     * A field that must not be there twice.
     *
     * @param name the name of the field, in any case
     * @return its value, or nothing if there is none or more than one line
     */
    default Optional<String> only(String name) {
        List<String> lines = all(name);
        return lines.size() == 1 ? Optional.of(lines.get(0)) : Optional.empty();
    }

    /**
     * Whether a field is there at all.
     *
     * @param name the name of the field, in any case
     * @return whether there is a line of it
     */
    default boolean has(String name) {
        return !all(name).isEmpty();
    }
}
