package dev.parley.store.jdbc;

/**
 * A statement that binds by place, in both its forms: to put them together anew costs a call kilobytes. It is for one role: the
 * server makes the plan of a statement anew whenever it was made for another one.
 *
 * @param alone as it is, where the scope is said already or there is none
 * @param placed with the scope said in front of it
 */
record ScopedSql(String alone, String placed) {

    static ScopedSql of(String sql) {
        return new ScopedSql(sql, ScopeSql.PLACED + sql);
    }
}
