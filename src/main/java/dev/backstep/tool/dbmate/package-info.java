/** dbmate (v2): up and down in one file, a row for each version, no lock. */
@NullMarked
package dev.backstep.tool.dbmate;

import org.jspecify.annotations.NullMarked;
