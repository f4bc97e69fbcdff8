package dev.backstep.rollback.export;

import dev.backstep.text.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a run stopped, as a file may say it: an error of PostgreSQL's by its code and line, as its message may quote rows. */
final class ReportReason {

    private static final Pattern SQLSTATE = Pattern.compile("\\(SQLSTATE ([0-9A-Z]{5})\\)");
    private static final Pattern LINE = Pattern.compile("^PostgreSQL refused the script at line ([\\d,]+):");

    private ReportReason() {}

    static String of(String reason) {
        Matcher state = SQLSTATE.matcher(reason);
        if (!state.find()) {
            return reason;
        }
        Matcher line = LINE.matcher(reason);
        return line.find()
                ? Text.of("report.run.reasonAtLine", state.group(1), line.group(1))
                : Text.of("report.run.reason", state.group(1));
    }
}
