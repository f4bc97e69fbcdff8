package dev.backstep.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * A job measured beside its reference.
 *
 * @param title what was done
 * @param reference what it is measured against
 * @param unit of both figures
 * @param theirs the reference's median
 * @param ours Backstep's median
 * @param budget the ratio not to exceed
 */
record Comparison(String title, String reference, String unit, double theirs, double ours, double budget) {

    static final int ROUNDS = 7;

    /** Measures how long both take, in turns, after a round that does not count. Gives milliseconds. */
    static Comparison ofTimes(String title, String reference, double budget, Callable<?> theirs, Callable<?> ours)
            throws Exception {
        return of(title, reference, "ms", budget, ROUNDS, () -> milliseconds(theirs), () -> milliseconds(ours));
    }

    /** Takes figures from both, in turns, after a round that does not count. */
    static Comparison of(
            String title,
            String reference,
            String unit,
            double budget,
            int rounds,
            Callable<Double> theirs,
            Callable<Double> ours)
            throws Exception {
        List<Double> theirFigures = new ArrayList<>();
        List<Double> ourFigures = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double their = theirs.call();
            double our = ours.call();
            if (round > 0) {
                theirFigures.add(their);
                ourFigures.add(our);
            }
        }
        return new Comparison(title, reference, unit, median(theirFigures), median(ourFigures), budget);
    }

    Comparison withBudget(double ratio) {
        return new Comparison(title, reference, unit, theirs, ours, ratio);
    }

    private static double milliseconds(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> figures) {
        Collections.sort(figures);
        return figures.get(figures.size() / 2);
    }

    @Override
    public String toString() {
        double ratio = ours / theirs;
        return String.format(
                Locale.ROOT,
                "%s: %.0f %s; %s: %.0f %s; ratio %.2f, budget %.2f: %s",
                title,
                ours,
                unit,
                reference,
                theirs,
                unit,
                ratio,
                budget,
                ratio <= budget ? "kept" : "MISSED");
    }
}
