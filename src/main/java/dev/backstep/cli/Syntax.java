package dev.backstep.cli;

import dev.backstep.release.export.RunbookFormat;
import dev.backstep.text.Text;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Which commands and options there are. */
final class Syntax {

    static final String DEMO = "demo";
    static final String INSPECT = "inspect";
    static final String COMPARE = "compare";
    static final String JOURNAL = "journal";
    static final String LIST = "list";
    static final String CLEAR = "clear";
    static final String PATH = "path";
    static final String HOOK = "hook";
    static final String INSTALL = "install";
    static final String REMOVE = "remove";
    static final String STATUS = "status";
    static final String RUN = "run";
    static final String HEADLESS = "--headless";
    static final String TOUR = "--tour";
    static final String DATABASE_URL = "--database-url";
    static final String REPOSITORY = "--repository";
    static final String OUTPUT = "--output";
    static final String FORMAT = "--format";
    static final String OBSERVE = "--observe";
    static final String AT = "--at";
    static final String RELEASES = "releases";
    static final String RUNBOOK = "runbook";
    static final String RULE = "--rule";
    static final String BRANCH = "--branch";
    static final String TO = "--to";
    static final String ROLLBACK = "rollback";
    static final String UNDO = "undo";
    static final String MOVE = "move";
    static final String REPAIR = "repair";
    static final String RESET = "reset";
    static final String WAY = "--way";
    static final String TRACK = "--track";
    static final String EVERYTHING = "--everything";
    static final String RUN_PLAN = "--run";
    static final String CONFIRM = "--confirm";
    static final String CONFIRM_HOST = "--confirm-host";
    static final String SAVE = "--save";
    static final String SAVE_IN_SCHEMA = "--save-in-schema";
    static final String NO_SAVE = "--no-save";
    static final String DUMP = "--dump";
    static final String REHEARSE = "--rehearse";
    static final String PROGRAM = "program";
    static final String REHEARSE_PROGRAM = "rehearse";
    static final String COMMAND = "--command";
    static final String DIRECTORY = "--directory";
    static final String VARIABLE = "--variable";
    static final String UNREHEARSED = "--unrehearsed";

    /** In which form an inspection is written. */
    enum Format {
        TEXT,
        JSON
    }

    /** On what kind of copy a plan is rehearsed. */
    enum Rehearse {
        /** The best that is possible and takes no room on the live server. */
        BEST,
        TEMPLATE,
        SCHEMA,
        REPLAY
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
        backstep.addSubcommand(
                COMPARE, workspace(COMPARE, Text.of("cli.compare")).addOption(reportFormat()));
        backstep.addSubcommand(RELEASES, releases());
        backstep.addSubcommand(RUNBOOK, runbook());
        backstep.addSubcommand(ROLLBACK, rollback());
        backstep.addSubcommand(
                MOVE,
                confirmed(workspace(MOVE, Text.of("cli.move"))
                        .addOption(word(TRACK, "NAME", Text.of("cli.rollback.track")))
                        .addOption(rehearse())));
        backstep.addSubcommand(
                REPAIR,
                confirmed(workspace(REPAIR, Text.of("cli.repair"))
                        .addOption(word(TRACK, "NAME", Text.of("cli.rollback.track")))
                        .addOption(word(WAY, "WAY", Text.of("cli.repair.way")))));
        backstep.addSubcommand(RESET, confirmed(workspace(RESET, Text.of("cli.reset"))));
        backstep.addSubcommand(UNDO, undo());
        backstep.addSubcommand(PROGRAM, program());
        backstep.addSubcommand(JOURNAL, journal());
        backstep.addSubcommand(HOOK, hook());
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
        return workspace(INSPECT, Text.of("cli.inspect"))
                .addOption(OptionSpec.builder(AT)
                        .type(String.class)
                        .paramLabel("REF")
                        .description(Text.of("cli.inspect.at"))
                        .build())
                .addOption(OptionSpec.builder(OBSERVE)
                        .type(boolean.class)
                        .description(Text.of("cli.inspect.observe"))
                        .build())
                .addOption(folder(OUTPUT, Text.of("cli.inspect.output"), false))
                .addOption(reportFormat());
    }

    private static CommandSpec releases() {
        return workspace(RELEASES, Text.of("cli.releases"))
                .addOption(rules())
                .addOption(words(BRANCH, "NAME", Text.of("cli.releases.branch")))
                .addOption(reportFormat());
    }

    private static CommandSpec runbook() {
        return workspace(RUNBOOK, Text.of("cli.runbook"))
                .addOption(OptionSpec.builder(TO)
                        .required(true)
                        .type(String.class)
                        .paramLabel("RELEASE")
                        .description(Text.of("cli.runbook.to"))
                        .build())
                .addOption(rules())
                .addOption(OptionSpec.builder(FORMAT)
                        .type(RunbookFormat.class)
                        .paramLabel("markdown|shell|sql")
                        .defaultValue("markdown")
                        .description(Text.of("cli.runbook.format"))
                        .build());
    }

    private static CommandSpec rollback() {
        CommandSpec rollback = workspace(ROLLBACK, Text.of("cli.rollback"))
                .addArgGroup(ArgGroupSpec.builder()
                        .multiplicity("1")
                        .addArg(word(TO, "VERSION", Text.of("cli.rollback.to")))
                        .addArg(flag(EVERYTHING, Text.of("cli.rollback.everything")))
                        .build())
                .addOption(word(TRACK, "NAME", Text.of("cli.rollback.track")))
                .addOption(rehearse());
        return confirmed(rollback);
    }

    private static CommandSpec undo() {
        CommandSpec undo = command(UNDO, Text.of("cli.undo"))
                .addPositional(PositionalParamSpec.builder()
                        .index("0")
                        .arity("0..1")
                        .type(String.class)
                        .paramLabel("RUN")
                        .description(Text.of("cli.undo.run"))
                        .build())
                .addOption(word(DATABASE_URL, "URL", Text.of("cli.inspect.databaseUrl")));
        return confirmed(undo);
    }

    private static CommandSpec program() {
        CommandSpec run = toolsCommand(RUN, Text.of("cli.program.run"))
                .addOption(flag(UNREHEARSED, Text.of("cli.program.unrehearsed")))
                .addOption(reportFormat());
        return command(PROGRAM, Text.of("cli.program"))
                .addSubcommand(REHEARSE_PROGRAM, toolsCommand(REHEARSE_PROGRAM, Text.of("cli.program.rehearse")))
                .addSubcommand(RUN, confirmed(run));
    }

    private static CommandSpec toolsCommand(String name, String description) {
        return workspace(name, description)
                .addOption(OptionSpec.builder(COMMAND)
                        .required(true)
                        .type(String.class)
                        .paramLabel("COMMAND")
                        .description(Text.of("cli.program.command"))
                        .build())
                .addOption(folder(DIRECTORY, Text.of("cli.program.directory"), false))
                .addOption(words(VARIABLE, "NAME[=TEMPLATE]", Text.of("cli.program.variable")));
    }

    /** What every command needs that runs a plan. */
    private static CommandSpec confirmed(CommandSpec command) {
        return command.addArgGroup(ArgGroupSpec.builder()
                        .addArg(folder(SAVE, Text.of("cli.rollback.save"), false))
                        .addArg(flag(SAVE_IN_SCHEMA, Text.of("cli.rollback.saveInSchema")))
                        .addArg(flag(NO_SAVE, Text.of("cli.rollback.noSave")))
                        .build())
                .addOption(flag(DUMP, Text.of("cli.rollback.dump")))
                .addOption(word(RUN_PLAN, "FINGERPRINT", Text.of("cli.rollback.run")))
                .addOption(word(CONFIRM, "DATABASE", Text.of("cli.rollback.confirm")))
                .addOption(word(CONFIRM_HOST, "HOST", Text.of("cli.rollback.confirmHost")));
    }

    private static OptionSpec rehearse() {
        return OptionSpec.builder(REHEARSE)
                .type(Rehearse.class)
                .arity("0..1")
                .paramLabel("template|schema|replay")
                .fallbackValue("best")
                .description(Text.of("cli.rollback.rehearse"))
                .build();
    }

    private static OptionSpec word(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .description(description)
                .build();
    }

    private static CommandSpec workspace(String name, String description) {
        return command(name, description)
                .addOption(OptionSpec.builder(DATABASE_URL)
                        .required(true)
                        .type(String.class)
                        .paramLabel("URL")
                        .description(Text.of("cli.inspect.databaseUrl"))
                        .build())
                .addOption(folder(REPOSITORY, Text.of("cli.inspect.repository"), true));
    }

    private static CommandSpec journal() {
        return command(JOURNAL, Text.of("cli.journal"))
                .addSubcommand(LIST, command(LIST, Text.of("cli.journal.list")).addOption(reportFormat()))
                .addSubcommand(CLEAR, command(CLEAR, Text.of("cli.journal.clear")))
                .addSubcommand(PATH, command(PATH, Text.of("cli.journal.path")));
    }

    private static CommandSpec hook() {
        return command(HOOK, Text.of("cli.hook"))
                .addSubcommand(INSTALL, onRepository(INSTALL, Text.of("cli.hook.install")))
                .addSubcommand(REMOVE, onRepository(REMOVE, Text.of("cli.hook.remove")))
                .addSubcommand(STATUS, onRepository(STATUS, Text.of("cli.hook.status")))
                .addSubcommand(RUN, onRepository(RUN, Text.of("cli.hook.run")));
    }

    private static CommandSpec onRepository(String name, String description) {
        return command(name, description).addOption(folder(REPOSITORY, Text.of("cli.hook.repository"), false));
    }

    private static OptionSpec reportFormat() {
        return OptionSpec.builder(FORMAT)
                .type(Format.class)
                .paramLabel("text|json")
                .defaultValue("text")
                .description(Text.of("cli.inspect.format"))
                .build();
    }

    private static OptionSpec rules() {
        return words(RULE, "[TRACK=]RULE[@VERSION]", Text.of("cli.releases.rule"));
    }

    /** An option that may be given several times. */
    private static OptionSpec words(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
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
