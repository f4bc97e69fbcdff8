package dev.backstep.rollback.run;

import dev.backstep.rollback.run.Crash.Cause;
import dev.backstep.rollback.run.Crash.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Many crashes in turn, and a table of what was found. */
public final class CrashSeries {

    private static final List<Cause> CAUSES = List.of(Cause.values());

    private final long seed = Long.getLong("backstep.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<CrashSite, Map<Cause, Map<Found, Integer>>> table = new LinkedHashMap<>();

    /**
     * Lets so many of them happen, as many at each site, and writes the table.
     *
     * @return how many did
     * @throws AssertionError at the first that leaves something that must not be
     */
    public int happen(List<? extends CrashSite> sites, int crashes, Path folder, Path into) throws Exception {
        int all = 0;
        for (CrashSite site : sites) {
            Crash crash = new Crash(site, folder);
            Duration whole = crash.undisturbed();
            for (int i = crashes * sites.indexOf(site) / sites.size();
                    i < crashes * (sites.indexOf(site) + 1) / sites.size();
                    i++) {
                happen(site, crash, CAUSES.get(i % CAUSES.size()), whole);
                all++;
            }
        }
        write(into);
        return all;
    }

    private void happen(CrashSite site, Crash crash, Cause cause, Duration whole) throws Exception {
        // Some come after the end, which is a moment, too.
        Duration delay = Duration.ofNanos((long) (whole.toNanos() * 1.1 * random.nextDouble()));
        try {
            Found found = crash.happen(cause, delay);
            table.computeIfAbsent(site, _ -> new EnumMap<>(Cause.class))
                    .computeIfAbsent(cause, _ -> new EnumMap<>(Found.class))
                    .merge(found, 1, Integer::sum);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ", " + site + ", " + cause + " after " + delay, e);
        }
    }

    private void write(Path into) throws Exception {
        StringBuilder lines = new StringBuilder("""
                | plan | cause | before | after | between steps | recorded position |
                |---|---|---|---|---|---|
                """);
        table.forEach((site, causes) -> causes.forEach((cause, found) -> lines.append("| ")
                .append(words(site.name()))
                .append(" | ")
                .append(words(cause.name()))
                .append(" | ")
                .append(Arrays.stream(Found.values())
                        .map(each -> String.valueOf(found.getOrDefault(each, 0)))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n")));
        Files.writeString(into, lines);
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
