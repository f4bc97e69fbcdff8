package dev.backstep.rollback.repair;

import dev.backstep.model.History;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.rollback.plan.Finding.Met;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dirty mark can mean, what of that the live schema says, and the ways out.
 *
 * @param history the marked history
 * @param states the versions at which the schema may be, the lowest first
 * @param scripts the scripts that may be the one that failed, and how much of each is there
 * @param unlike why nothing could be compared; null where it could
 * @param likeliest which of the replayed migrations were found with several contents; empty where each is clear
 * @param ways the ways out, the surest first
 */
public record Diagnosis(
        History history,
        List<State> states,
        List<Part> scripts,
        @Nullable String unlike,
        List<Met> likeliest,
        List<RepairWay> ways) {

    public Diagnosis {
        states = List.copyOf(states);
        scripts = List.copyOf(scripts);
        likeliest = List.copyOf(likeliest);
        ways = List.copyOf(ways);
    }

    /**
     * A version at which the schema may be.
     *
     * @param version null for nothing applied
     * @param differences from a fresh database at the version to the live one; null where that was not compared
     */
    public record State(@Nullable Version version, @Nullable CatalogDifference differences) {

        public boolean equal() {
            return differences != null && differences.isEmpty();
        }
    }

    /**
     * A script that may have failed.
     *
     * @param attempt the script
     * @param there how many of its first statements are there: several numbers, where some statements leave no trace; none,
     *     where the live schema stands nowhere in it
     * @param failure why the script fails on the throwaway server, too; null where it does not
     */
    public record Part(
            Attempt attempt, List<Integer> there, @Nullable String failure) {
        public Part {
            there = List.copyOf(there);
        }
    }
}
