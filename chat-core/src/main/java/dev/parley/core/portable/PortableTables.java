package dev.parley.core.portable;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.List;
import java.util.Set;

/**
 * What a store in memory has to be able to do to be part of a {@link PortableStore}. For the stores of this module.
 */
public interface PortableTables {

    /**
     * A user of a tenant.
     *
     * @param tenant the tenant
     * @param user the user
     */
    record Owner(TenantId tenant, UserId user) {}

    /** A store in memory that can be part of a portable one. */
    interface Holder {

        /** {@return the tables that the store keeps} */
        PortableTables portable();
    }

    /** {@return the tables that it keeps} */
    Set<PortableTable> tables();

    /**
     * Does something while nobody writes to the store.
     *
     * @param step what
     * @param deadline by when the writers must have let it
     */
    void whileStill(Runnable step, Deadline deadline);

    /**
     * Copies a table, while nobody writes.
     *
     * @param table which of its tables
     * @return the rows, in any order
     */
    List<PortableRow> rows(PortableTable table);

    /** {@return whether there is nothing in it} */
    boolean isEmpty();

    /** {@return a new store of the same kind, in which there is nothing} */
    PortableTables fresh();

    /**
     * Adds a row to a new store that nobody uses yet. Tables come in their order, rows in theirs.
     *
     * @param row a row of one of its tables
     * @throws RuntimeException if it does not fit to the others
     */
    void put(PortableRow row);

    /** {@return everybody of whom there is something} */
    Set<Owner> owners();

    /**
     * Removes everything of a user.
     *
     * @param owner whom
     * @param deadline by when
     */
    void erase(Owner owner, Deadline deadline);

    /**
     * Takes over the content of another store of the same kind, while nobody writes to this.
     *
     * @param other the other, which nobody uses any more
     */
    void become(PortableTables other);
}
