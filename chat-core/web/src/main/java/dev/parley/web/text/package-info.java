/** Texts of users, made fit for one sink each: a page, a log, a spreadsheet. */
@NullMarked
package dev.parley.web.text;

import org.jspecify.annotations.NullMarked;
