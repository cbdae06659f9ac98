package dev.parley.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** A test of one numbered rule of an SPI. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
public @interface Rule {

    /**
     * The rule.
     *
     * @return the number as the SPI's documentation gives it, for example {@code CL-1}
     */
    String value();
}
