package dev.backstep.cli;

import dev.backstep.text.Text;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Which commands and options there are. */
final class Syntax {

    static final String DEMO = "demo";
    static final String INSPECT = "inspect";
    static final String HEADLESS = "--headless";
    static final String TOUR = "--tour";
    static final String DATABASE_URL = "--database-url";
    static final String REPOSITORY = "--repository";
    static final String OUTPUT = "--output";
    static final String FORMAT = "--format";

    /** In which form an inspection is written. */
    enum Format {
        TEXT,
        JSON
    }

    private Syntax() {}

    static CommandSpec backstep() {
        CommandSpec backstep = command("backstep", Text.of("cli.description"));
        backstep.usageMessage().footer("", Text.of("cli.exitCodes"));
        backstep.version(version());
        backstep.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .type(boolean.class)
                .description(Text.of("cli.version"))
                .build());
        backstep.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .type(Path.class)
                .paramLabel("PATH")
                .description(Text.of("cli.path"))
                .build());
        backstep.addSubcommand(DEMO, demo());
        backstep.addSubcommand(INSPECT, inspect());
        return backstep;
    }

    private static CommandSpec demo() {
        return command(DEMO, Text.of("cli.demo"))
                .addOption(folder(HEADLESS, Text.of("cli.demo.headless"), false))
                // For packaging only: trains the start cache (docs/adr/0018).
                .addOption(OptionSpec.builder(TOUR)
                        .type(boolean.class)
                        .hidden(true)
                        .build());
    }

    private static CommandSpec inspect() {
        return command(INSPECT, Text.of("cli.inspect"))
                .addOption(OptionSpec.builder(DATABASE_URL)
                        .required(true)
                        .type(String.class)
                        .paramLabel("URL")
                        .description(Text.of("cli.inspect.databaseUrl"))
                        .build())
                .addOption(folder(REPOSITORY, Text.of("cli.inspect.repository"), true))
                .addOption(folder(OUTPUT, Text.of("cli.inspect.output"), false))
                .addOption(OptionSpec.builder(FORMAT)
                        .type(Format.class)
                        .paramLabel("text|json")
                        .defaultValue("text")
                        .description(Text.of("cli.inspect.format"))
                        .build());
    }

    private static CommandSpec command(String name, String description) {
        CommandSpec command = CommandSpec.create().name(name);
        command.usageMessage().description(description);
        return command.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .type(boolean.class)
                .description(Text.of("cli.help"))
                .build());
    }

    private static OptionSpec folder(String name, String description, boolean required) {
        return OptionSpec.builder(name)
                .required(required)
                .type(Path.class)
                .paramLabel("DIR")
                .description(description)
                .build();
    }

    /** The version the jar was built with; classes outside a jar have none. */
    private static String version() {
        String version = Syntax.class.getPackage().getImplementationVersion();
        return version == null ? Text.of("cli.noVersion") : "Backstep " + version;
    }
}
