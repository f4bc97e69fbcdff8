/**
 * A track's scripts, read in the order in which they run: each on the schema that those before it left. Takes texts from a
 * {@link dev.backstep.model.ScriptReader}, and knows neither git nor the database.
 */
@NullMarked
package dev.backstep.analysis;

import org.jspecify.annotations.NullMarked;
