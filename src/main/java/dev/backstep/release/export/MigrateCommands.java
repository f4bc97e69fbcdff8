package dev.backstep.release.export;

import dev.backstep.model.Commit;
import dev.backstep.model.ConnectionSettings;
import dev.backstep.model.HistoryTable;
import dev.backstep.model.Provenance;
import dev.backstep.model.Provenance.Place;
import dev.backstep.release.Layout;
import dev.backstep.release.Move;
import dev.backstep.release.Release;
import dev.backstep.text.Text;
import dev.backstep.text.Visible;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a runbook, for a POSIX shell: golang-migrate's, git's, and kagent's own where its layout is recognised.
 * Whatever comes from outside stands between single quotes.
 */
final class MigrateCommands {

    private static final String SNAPSHOT = "before-rollback.dump";
    private static final String PAUSE = "read -r -p ";
    private static final Set<String> SSL_NOT_KNOWN = Set.of("prefer", "allow");
    private static final String KAGENT_SOURCE = "github://kagent-dev/kagent/";

    private final ConnectionSettings database;
    private final String repository;

    MigrateCommands(ConnectionSettings database, String repository) {
        this.database = database;
        this.repository = repository;
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /**
     * The password is left to the reader; nothing of Backstep's ever holds one. The driver of the command line (lib/pq)
     * knows neither {@code prefer} nor {@code allow}; {@code require} fails aloud where they would not.
     */
    List<String> variables() {
        String ssl = SSL_NOT_KNOWN.contains(database.sslMode()) ? "require" : database.sslMode();
        String url = "postgres://" + encoded(database.user()) + ":PASSWORD@" + database.server() + "/"
                + encoded(database.database()) + "?sslmode=" + ssl;
        return List.of("export DATABASE_URL=" + quoted(url), "export REPOSITORY=" + quoted(repository));
    }

    static List<String> snapshot() {
        return List.of("pg_dump \"$DATABASE_URL\" --format=custom --file=" + SNAPSHOT);
    }

    static List<String> restore() {
        return List.of("pg_restore --clean --dbname=\"$DATABASE_URL\" " + SNAPSHOT);
    }

    static List<String> stopKagent() {
        return List.of("kubectl -n kagent scale deploy/kagent-controller --replicas=0");
    }

    static List<String> deployKagent(String version) {
        String chart = "helm upgrade %1$s oci://ghcr.io/kagent-dev/kagent/helm/%1$s --namespace kagent %2$s--version \""
                + version + "\"";
        return List.of(
                chart.formatted("kagent", "-f values.yaml "),
                chart.formatted("kagent-crds", ""),
                "kubectl get pods -n kagent");
    }

    /** A question that stops the script; a page does not ask it. */
    static String pause(String question) {
        return PAUSE + quoted(question + " ") + " _";
    }

    static boolean isPause(String command) {
        return command.startsWith(PAUSE);
    }

    /**
     * Goes to a version with one release's scripts, and asks where the database is before and after.
     *
     * @param current the variable with kagent's version that the scripts are of; null where there is none
     */
    List<String> goTo(Move move, String target, @Nullable String current) {
        List<String> lines = new ArrayList<>();
        Release scripts = Objects.requireNonNull(move.scripts());
        String folder = move.track().folder() == null ? "" : move.track().folder();
        String source = current == null
                ? source(lines, scripts.place(), folder, Layout.of(move.track()))
                : "\"" + KAGENT_SOURCE + folder + "#v$" + current + "\"";
        String call = "migrate -source " + source + " -database \"$DATABASE_URL\"" + quoted("&" + parameters(move));
        lines.add(call + " version");
        lines.add(pause(Text.of(
                "runbook.pause.version",
                Visible.of(move.track().name()),
                move.from().text())));
        lines.add(call + " goto \"$" + target + "\"");
        lines.add(call + " version");
        return lines;
    }

    private String parameters(Move move) {
        String path = database.searchPath();
        return (path == null ? "" : "search_path=" + encoded(path) + "&") + table(move);
    }

    private static String source(List<String> lines, Provenance place, String folder, Layout layout) {
        if (layout == Layout.KAGENT && place.place() == Place.TAG) {
            return quoted(KAGENT_SOURCE + folder + "#" + place.name());
        }
        if (place.place() == Place.WORKING_TREE) {
            return "\"file://$REPOSITORY\"" + quoted("/" + folder);
        }
        // A branch moves; its commit does not.
        Commit commit = place.commit();
        String revision = place.place() == Place.TAG || commit == null ? place.name() : commit.id();
        lines.add("SCRIPTS=$(mktemp -d)");
        lines.add("git -C \"$REPOSITORY\" archive " + quoted(revision) + (folder.isEmpty() ? "" : " " + quoted(folder))
                + " | tar -x -C \"$SCRIPTS\"");
        return "\"file://$SCRIPTS\"" + quoted("/" + folder);
    }

    /** Quoted with its schema where the table is not simply found by its name. */
    private static String table(Move move) {
        HistoryTable table = Objects.requireNonNull(move.track().table());
        if (table.schema().equals("public") && table.name().matches("[a-z_][a-z0-9_]*")) {
            return "x-migrations-table=" + table.name();
        }
        return "x-migrations-table=" + encoded("\"" + table.schema() + "\".\"" + table.name() + "\"")
                + "&x-migrations-table-quoted=true";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
