package dev.backstep.rollback.repair;

import dev.backstep.model.Migration;
import dev.backstep.model.Provenance;
import dev.backstep.model.TimelineRow;
import dev.backstep.model.Version;
import dev.backstep.model.catalog.CatalogDifference;
import dev.backstep.model.catalog.CatalogSnapshot;
import dev.backstep.rollback.plan.Finding.Met;
import dev.backstep.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Concludes from what was compared which ways there are; pure. */
final class Ways {

    private final Suspects suspects;
    private final RepairPlans plans;
    private final Reading reading;
    private final int least;

    Ways(Suspects suspects, RepairPlans plans, Reading reading) {
        this.suspects = suspects;
        this.plans = plans;
        this.reading = reading;
        this.least = walks().map(walk -> walk.match(plans.live()))
                .filter(match -> !match.positions().isEmpty())
                .mapToInt(match -> match.differences().entries().size())
                .min()
                .orElse(-1);
    }

    Diagnosis diagnosis() {
        List<RepairWay> ways = new ArrayList<>();
        List<Diagnosis.State> states = new ArrayList<>();
        for (Place place : places()) {
            CatalogSnapshot there = place.catalog();
            states.add(new Diagnosis.State(place.version(), there == null ? null : difference(there, plans.live())));
            ways.add(plans.clean(place.of(), place.version(), met(place), there));
        }
        walks().forEach(walk -> ways.addAll(rest(walk)));
        generated(ways);
        ways.sort(Comparator.comparing((RepairWay way) -> !way.known()).thenComparing(RepairWay::kind));
        List<Diagnosis.Part> parts = Stream.of(reading.up(), reading.downAbove())
                .filter(Objects::nonNull)
                .map(walk -> new Diagnosis.Part(walk.attempt(), positions(walk), walk.failure()))
                .toList();
        return new Diagnosis(plans.history(), states, parts, reading.unlike(), plans.common(), ways);
    }

    /**
     * A version at which the schema may be.
     *
     * @param of the migration whose record says so
     * @param catalog as replayed; null where it was not
     */
    private record Place(
            Migration of,
            @Nullable Version version,
            @Nullable CatalogSnapshot catalog) {}

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        Walk up = reading.up();
        Walk upAbove = reading.upAbove();
        TimelineRow at = suspects.at();
        TimelineRow above = suspects.above();
        if (at != null) {
            places.add(new Place(at.migration(), suspects.lower(), up == null ? null : up.start()));
            places.add(new Place(at.migration(), suspects.marked(), up == null ? null : up.end()));
        } else if (above != null) {
            places.add(new Place(above.migration(), null, upAbove == null ? null : upAbove.start()));
        }
        if (above != null) {
            places.add(new Place(above.migration(), above.version(), upAbove == null ? null : upAbove.end()));
        }
        return places;
    }

    private Stream<Walk> walks() {
        return Stream.of(reading.up(), reading.down(), reading.upAbove(), reading.downAbove())
                .filter(Objects::nonNull);
    }

    /** How many statements of a script are there, as far as the live schema stands in it as near as in any. */
    private List<Integer> positions(Walk walk) {
        Walk.Match match = walk.match(plans.live());
        return match.fits(least) ? match.positions() : List.of();
    }

    private List<Met> met(Place place) {
        List<Met> met = new ArrayList<>();
        if (place.catalog() == null) {
            met.add(new Met(Met.Kind.NOT_COMPARED, List.of(why())));
            return met;
        }
        CatalogDifference differences = difference(place.catalog(), plans.live());
        if (!differences.isEmpty()) {
            met.add(new Met(Met.Kind.DIFFERS, Differences.each(differences)));
            return met;
        }
        for (Walk walk : Stream.of(reading.up(), reading.downAbove())
                .filter(Objects::nonNull)
                .toList()) {
            if (Objects.equals(walk.attempt().to(), place.version()) && walk.end() != null) {
                traces(walk, walk.attempt().statements().size(), met);
            } else if (Objects.equals(walk.attempt().from(), place.version())) {
                traces(walk, 0, met);
            }
        }
        return met;
    }

    private String why() {
        Walk up = reading.up();
        if (reading.unlike() != null) {
            return reading.unlike();
        }
        return up != null && up.failure() != null
                ? Text.of("repair.upFails", up.attempt().migration().version().text(), up.failure())
                : Text.of("repair.noScript");
    }

    /** Which statements the schema does not show, when so many are taken to have run. */
    private void traces(Walk walk, int there, List<Met> met) {
        List<Integer> positions = positions(walk);
        if (!positions.contains(there)) {
            return;
        }
        List<String> run = walk.attempt().statements().subList(positions.getFirst(), there);
        List<String> notRun = walk.attempt().statements().subList(there, positions.getLast());
        if (!run.isEmpty()) {
            met.add(new Met(Met.Kind.TAKEN_AS_RUN, run));
        }
        if (!notRun.isEmpty()) {
            met.add(new Met(Met.Kind.TAKEN_AS_NOT_RUN, notRun));
        }
    }

    private List<RepairWay> rest(Walk walk) {
        List<RepairWay> ways = new ArrayList<>();
        int all = walk.attempt().statements().size();
        CatalogDifference beside = walk.match(plans.live()).differences();
        for (int there : positions(walk)) {
            if (there > 0 && there < all) {
                ways.add(plans.rest(walk, there, beside, metOnTheWay(walk, there, beside), source(walk)));
            }
        }
        return ways;
    }

    private List<Met> metOnTheWay(Walk walk, int there, CatalogDifference beside) {
        List<Met> met = new ArrayList<>();
        if (!beside.isEmpty()) {
            met.add(new Met(Met.Kind.DIFFERS, Differences.each(beside)));
        }
        traces(walk, there, met);
        CatalogSnapshot end = walk.end();
        CatalogSnapshot should = at(walk.attempt().to());
        if (end == null || should == null) {
            String why = walk.failure() == null ? why() : walk.failure();
            met.add(new Met(Met.Kind.NOT_COMPARED, List.of(why)));
        } else if (!difference(should, end).isEmpty()) {
            met.add(new Met(Met.Kind.LEAVES, Differences.each(difference(should, end))));
        }
        return met;
    }

    /** The catalogs of a version, as its up scripts make them. */
    private @Nullable CatalogSnapshot at(@Nullable Version version) {
        return places().stream()
                .filter(place -> Objects.equals(place.version(), version))
                .map(Place::catalog)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Provenance source(Walk walk) {
        return Stream.of(suspects.at(), suspects.above())
                .filter(Objects::nonNull)
                .filter(row -> row.version().equals(walk.attempt().migration().version()))
                .map(Suspects::source)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Only where it was seen to bring the schema back exactly. */
    private void generated(List<RepairWay> ways) {
        Walk up = reading.up();
        Walk made = reading.generated();
        if (up == null || made == null || made.end() == null || positions(up).isEmpty()) {
            return;
        }
        if (difference(up.start(), made.end()).isEmpty()) {
            int there = positions(up).getLast();
            CatalogDifference beside = up.match(plans.live()).differences();
            List<Met> met = new ArrayList<>();
            if (!beside.isEmpty()) {
                met.add(new Met(Met.Kind.DIFFERS, Differences.each(beside)));
            }
            traces(up, there, met);
            ways.add(plans.generated(made.attempt(), there, beside, met, up.start()));
        }
    }

    private static CatalogDifference difference(CatalogSnapshot state, CatalogSnapshot live) {
        return CatalogDifference.between(state, live).structure();
    }
}
