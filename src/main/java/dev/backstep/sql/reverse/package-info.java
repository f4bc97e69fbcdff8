/** Makes down scripts where nobody wrote one, from what an up script says; and says what no script can bring back. Pure. */
@NullMarked
package dev.backstep.sql.reverse;

import org.jspecify.annotations.NullMarked;
