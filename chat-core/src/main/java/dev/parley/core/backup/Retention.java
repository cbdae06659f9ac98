package dev.parley.core.backup;

import java.time.Duration;

/**
 * Which backups are kept. Time is that of the ids, never that of files.
 *
 * @param keepFor every complete backup younger than this is kept; default 30 days
 * @param keepAtLeast so many of the newest verified ones are always kept, however old; 1 or more, default 7
 * @param weekly of so many latest ISO weeks that have a verified one, the newest of each is kept; default 8
 * @param monthly of so many latest months that have a verified one, the newest of each is kept; default 12
 */
public record Retention(Duration keepFor, int keepAtLeast, int weekly, int monthly) {

    /**
     * Checks the bounds.
     *
     * @param keepFor as in the record
     * @param keepAtLeast as in the record
     * @param weekly as in the record
     * @param monthly as in the record
     * @throws IllegalArgumentException if a number is out of its bounds
     */
    public Retention {
        if (keepFor.isNegative() || keepAtLeast < 1 || weekly < 0 || monthly < 0) {
            throw new IllegalArgumentException(
                    "keepFor, weekly and monthly must not be negative, and keepAtLeast must be 1 or more");
        }
    }

    /** {@return 30 days, the newest 7, 8 weeks, 12 months} */
    public static Retention standard() {
        return new Retention(Duration.ofDays(30), 7, 8, 12);
    }
}
