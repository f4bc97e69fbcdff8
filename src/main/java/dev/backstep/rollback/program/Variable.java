package dev.backstep.rollback.program;

import dev.backstep.model.BackstepException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A variable of the environment by which a program is told which database to use.
 *
 * @param name its name
 * @param template its value, with {@code {user}}, {@code {password}}, {@code {host}}, {@code {port}} and {@code {database}};
 *     in a URL they are escaped as URLs want it
 */
public record Variable(String name, String template) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final List<String> PLACES = List.of("user", "password", "host", "port", "database");
    private static final String URL = "postgres://{user}:{password}@{host}:{port}/{database}";

    /** What nearly every program reads: {@code DATABASE_URL}, and libpq's own variables. */
    public static final List<Variable> USUAL = List.of(
            new Variable("DATABASE_URL", URL),
            new Variable("PGHOST", "{host}"),
            new Variable("PGPORT", "{port}"),
            new Variable("PGUSER", "{user}"),
            new Variable("PGPASSWORD", "{password}"),
            new Variable("PGDATABASE", "{database}"),
            new Variable("PGSSLMODE", "disable"));

    /**
     * Reads {@code NAME} or {@code NAME=TEMPLATE}; a name alone is that of a URL.
     *
     * @throws BackstepException when the name is none, or the template has a place that nothing belongs to
     */
    public static Variable parse(String text) throws BackstepException {
        int equals = text.indexOf('=');
        Variable variable = equals < 0
                ? new Variable(text.strip(), URL)
                : new Variable(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip());
        variable.check();
        return variable;
    }

    void check() throws BackstepException {
        if (!NAME.matcher(name).matches()) {
            throw new BackstepException("program.variable.name", null, name);
        }
        Matcher places = PLACE.matcher(template);
        while (places.find()) {
            if (!PLACES.contains(places.group(1))) {
                throw new BackstepException(
                        "program.variable.place", null, name, places.group(), "{" + String.join("}, {", PLACES) + "}");
            }
        }
        if (Secrets.hasPassword(template.replace("{password}", ""))) {
            throw new BackstepException("program.variable.password", null, name, "{password}");
        }
    }

    /** The value, given what belongs in each place. */
    String value(Map<String, String> places) {
        boolean url = template.contains("://");
        return PLACE.matcher(template).replaceAll(place -> {
            String value = places.getOrDefault(place.group(1), "");
            return Matcher.quoteReplacement(url ? escape(value) : value);
        });
    }

    static String escape(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return name + "=" + template;
    }
}
